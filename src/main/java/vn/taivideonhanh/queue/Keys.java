package vn.taivideonhanh.queue;

/** The names of keys and channels, see {@code package-info}. */
record Keys(String start) {
  static Keys of(QueueConfig config) {
    return new Keys(config.prefix() + ":jq:{" + config.name() + "}:");
  }

  String waiting() {
    return start + "q";
  }

  String due() {
    return start + "due";
  }

  String leases() {
    return start + "l";
  }

  String backlogs() {
    return start + "b";
  }

  String meta() {
    return start + "m";
  }

  String dead() {
    return start + "dead";
  }

  String record(String id) {
    return start + "j:" + id;
  }

  String flight(String fingerprint) {
    return start + "s:" + fingerprint;
  }

  String people(String id) {
    return start + "w:" + id;
  }

  String progress(String id) {
    return start + "p:" + id;
  }

  String wake() {
    return start + "wake";
  }

  String stop() {
    return start + "stop";
  }

  String news() {
    return start + "news";
  }
}

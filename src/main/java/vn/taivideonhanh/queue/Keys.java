package vn.taivideonhanh.queue;

/** The names of keys and channels, see {@code package-info}. */
record Keys(String start) {
  static Keys of(QueueConfig config) {
    return new Keys(config.prefix() + ":jq:{" + config.name() + "}:");
  }

  String due() {
    return start + "due";
  }

  String leases() {
    return start + "l";
  }

  String meta() {
    return start + "m";
  }

  String limits() {
    return start + "limits";
  }

  String namedLimits() {
    return start + "named";
  }

  String held() {
    return start + "held";
  }

  /** Ids of the jobs that have ended so. */
  String ended(JobState state) {
    return start + "e" + state.mark();
  }

  String record(String id) {
    return start + "j:" + id;
  }

  String progress(String id) {
    return start + "p:" + id;
  }

  String log(String id) {
    return start + "o:" + id;
  }

  String state(Lane lane) {
    return start + "n:" + lane.key();
  }

  String schedules() {
    return start + "sched";
  }

  String next() {
    return start + "next";
  }

  String fired() {
    return start + "fired";
  }

  String firing(String schedule, long time) {
    return start + "f:" + schedule + "-" + time;
  }

  String wake() {
    return start + "wake";
  }

  String stop() {
    return start + "stop";
  }

  String news() {
    return start + "ev";
  }
}

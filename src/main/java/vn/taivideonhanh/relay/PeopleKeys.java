package vn.taivideonhanh.relay;

/** The Redis keys of one person's downloads, all with the hash tag <code>{person}</code>. */
record PeopleKeys(String prefix, String person) {
  /** Downloads that run. */
  String live() {
    return key("live");
  }

  /** Downloads that ended a short while ago. */
  String ends() {
    return key("ends");
  }

  /** Entries of the history. */
  String history() {
    return key("history");
  }

  /** When those ended. */
  String times() {
    return key("times");
  }

  /** There while the person has just left for good. */
  String left() {
    return key("left");
  }

  private String key(String name) {
    return prefix + ":rl:{" + person + "}:" + name;
  }
}

package vn.taivideonhanh.token;

/**
 * The Redis keys of one person. All of them share the hash tag <code>{person}</code>, so that one
 * script may touch them in a cluster, too.
 */
record PersonKeys(String prefix, String person) {
  /** What every such key starts with. */
  static String family(String prefix) {
    return prefix + ":tk:";
  }

  /** The record of a token. */
  String token(String digest) {
    return key(digest);
  }

  String live() {
    return key("live");
  }

  String hour() {
    return key("hour");
  }

  String days() {
    return key("days");
  }

  String slots() {
    return key("slots");
  }

  /** Of every token that has a record. */
  String kept() {
    return key("kept");
  }

  /** There while the person has just left for good. */
  String left() {
    return key("left");
  }

  String gone() {
    return key("gone");
  }

  private String key(String name) {
    return family(prefix) + "{" + person + "}:" + name;
  }
}

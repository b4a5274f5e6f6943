package vn.taivideonhanh.maintenance;

/** The Redis keys of one task; they share its hash tag. */
record TaskKeys(String prefix, String task) {
  String holder() {
    return key("holder");
  }

  String record() {
    return key("record");
  }

  private String key(String name) {
    return prefix + ":mt:{" + task + "}:" + name;
  }
}

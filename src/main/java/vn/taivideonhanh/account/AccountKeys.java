package vn.taivideonhanh.account;

/** The Redis keys of one account: they share its hash tag, so that one script may touch them. */
record AccountKeys(String prefix, String person) {
  String user() {
    return key("user");
  }

  String sessions() {
    return key("sessions");
  }

  String keys() {
    return key("keys");
  }

  String recovery() {
    return key("recovery");
  }

  private String key(String name) {
    return prefix + ":ac:{" + person + "}:" + name;
  }
}

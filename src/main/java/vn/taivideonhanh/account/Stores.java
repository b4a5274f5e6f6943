package vn.taivideonhanh.account;

/** What is kept of accounts, by its sorts. */
record Stores(
    Users users,
    Names names,
    Links links,
    Addresses addresses,
    SessionStore sessions,
    KeyStore keys,
    Tries tries) {
  static Stores of(AccountSettings settings) {
    return new Stores(
        new Users(settings),
        new Names(settings),
        new Links(settings),
        new Addresses(settings),
        new SessionStore(settings),
        new KeyStore(settings),
        new Tries(settings));
  }
}

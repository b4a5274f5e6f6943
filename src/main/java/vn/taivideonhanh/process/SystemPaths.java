package vn.taivideonhanh.process;

import java.util.List;
import java.util.stream.Stream;

/** What of the system every caged child may read: programs, libraries, certificates, the clock. */
final class SystemPaths {
  /** Where programs and libraries are; some are links into /usr. */
  static final List<String> ROOTS =
      List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

  private static final List<String> SETTINGS =
      List.of(
          "/etc/ssl",
          "/etc/pki",
          "/etc/ca-certificates",
          "/etc/alternatives",
          "/etc/ld.so.cache",
          "/etc/localtime");

  /** How names are looked up: for a child that may use the network by itself. */
  private static final List<String> NAMES =
      List.of("/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/hosts", "/etc/gai.conf");

  private SystemPaths() {}

  static List<String> settings(Access access) {
    return access.doors() == null
        ? Stream.concat(SETTINGS.stream(), NAMES.stream()).toList()
        : SETTINGS;
  }

  /** Everything, for rules that follow links by themselves. */
  static List<String> all(Access access) {
    return Stream.concat(ROOTS.stream(), settings(access).stream()).toList();
  }
}

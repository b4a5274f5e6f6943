package vn.taivideonhanh.egress;

import java.time.Duration;

/**
 * How long the guard waits.
 *
 * @param head for a child's request, from its connection on
 * @param connect for the site's name and connection; also until it is told that there is none
 * @param firstByte for the head of the site's answer
 * @param tls for the first octets of a tunnel
 */
record Times(Duration head, Duration connect, Duration firstByte, Duration tls) {
  static final Times STANDARD =
      new Times(
          Duration.ofSeconds(10),
          Duration.ofSeconds(6),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5));
}

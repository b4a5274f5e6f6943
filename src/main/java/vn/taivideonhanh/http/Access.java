package vn.taivideonhanh.http;

import java.util.Arrays;
import java.util.Locale;

/** Who may use an operation: the field {@code x-access} of the contract. */
enum Access {
  /** Everybody; credentials are not looked at. A link of a stream is its own credential. */
  ANYONE,
  /** Everybody, and is told as whom; credentials that do not hold are refused. */
  VISITOR,
  /** Whoever may use the server: guests unless it is for members only. */
  GUEST,
  /** Whoever has an account, and the owner of a private server. */
  MEMBER,
  /** Admins, and the owner. */
  ADMIN,
  /** Clients of {@code monitoring.allow}, holders of {@code monitoring.token}, and admins. */
  OPERATOR;

  /** The level that the contract writes so. */
  static Access of(String operationId, Object text) {
    return Arrays.stream(values())
        .filter(access -> access.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("x-access of " + operationId + ": " + text));
  }
}

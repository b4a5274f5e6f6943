package vn.taivideonhanh.account;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * What a password must be: long enough, and not one of those that are tried first. No mixture of
 * sorts of characters is asked for (NIST SP 800-63B section 3.1.1.2).
 */
final class PasswordRule {
  private static final int LONGEST = 128;
  private static final int DIFFERENT = 5;

  /** What the words of guessing lists of that length are made of. */
  private static final List<String> STEMS =
      List.of(
          "password",
          "passw0rd",
          "matkhau",
          "qwerty",
          "asdfgh",
          "zxcvbn",
          "1q2w3e",
          "letmein",
          "iloveyou",
          "anhyeuem",
          "admin",
          "welcome",
          "football",
          "dragon",
          "monkey",
          "sunshine",
          "princess",
          "abc123",
          "taivideonhanh",
          "changeme",
          "trustno1",
          "superman",
          "master");

  private final int least;

  PasswordRule(int least) {
    this.least = least;
  }

  /** One spelling for what looks the same, so that every keyboard logs in: Unicode NFC. */
  static String spelled(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  /** The password, spelled; or a failure that says what to do. */
  String checked(String password, String name) {
    var spelled = spelled(password);
    if (spelled.codePointCount(0, spelled.length()) < least) {
      throw weak("Take " + least + " characters at least.");
    }
    if (spelled.length() > LONGEST) {
      throw weak("Take " + LONGEST + " characters at most.");
    }
    var plain = spelled.toLowerCase(Locale.ROOT);
    if (plain.chars().distinct().count() < DIFFERENT || runs(plain)) {
      throw weak("Take one without long rows of the same or of following characters.");
    }
    if (plain.contains(name.toLowerCase(Locale.ROOT))) {
      throw weak("Take one without your name in it.");
    }
    var rest = STEMS.stream().reduce(plain, (text, stem) -> text.replace(stem, ""));
    if (rest.length() <= least / 2) {
      throw weak("This one is among the first that are tried. Take several words.");
    }
    return spelled;
  }

  /** Whether most of it is one row such as 23456789 or hgfedcb. */
  private static boolean runs(String text) {
    var longest = 0;
    for (var step : new int[] {-1, 1}) {
      var run = 1;
      for (var i = 1; i < text.length(); i++) {
        run = text.charAt(i) - text.charAt(i - 1) == step ? run + 1 : 1;
        longest = Math.max(longest, run);
      }
    }
    return longest > text.length() / 2;
  }

  private static Failure weak(String detail) {
    return new Failure(ProblemCode.WEAK_PASSWORD, detail).inField("password");
  }
}

package vn.taivideonhanh.egress;

import org.jspecify.annotations.Nullable;

/**
 * RFC 3492, the part of a label after {@code xn--}. {@code java.net.IDN} knows IDNA 2003 only: it
 * turns {@code faß.de} into another site than browsers do, and cannot read newer names back.
 */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST_CODE = 128;

  private Punycode() {}

  /** Writes a label of at most 63 code points. */
  static String encode(String label) {
    var out = new StringBuilder();
    label.codePoints().filter(c -> c < FIRST_CODE).forEach(out::appendCodePoint);
    var basic = out.length();
    var handled = basic;
    if (basic > 0) {
      out.append('-');
    }
    var points = label.codePoints().toArray();
    var bias = FIRST_BIAS;
    var delta = 0;
    for (var code = FIRST_CODE; handled < points.length; code++) {
      var floor = code;
      var next = label.codePoints().filter(c -> c >= floor).min().orElseThrow();
      delta += (next - code) * (handled + 1);
      code = next;
      for (var point : points) {
        if (point < code) {
          delta++;
        } else if (point == code) {
          appendNumber(out, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
    }
    return out.toString();
  }

  private static void appendNumber(StringBuilder out, int number, int bias) {
    var rest = number;
    for (var k = BASE; ; k += BASE) {
      var t = threshold(k, bias);
      if (rest < t) {
        out.append(digit(rest));
        return;
      }
      out.append(digit(t + (rest - t) % (BASE - t)));
      rest = (rest - t) / (BASE - t);
    }
  }

  /** Reads a label; null when it is not Punycode, or longer than 63 letters. */
  static @Nullable String decode(String encoded) {
    var dash = encoded.lastIndexOf('-');
    if (encoded.length() > 63 || dash == 0 || dash == encoded.length() - 1) {
      return null;
    }
    var out = new StringBuilder(encoded.substring(0, Math.max(dash, 0)));
    var length = out.length();
    long code = FIRST_CODE;
    var bias = FIRST_BIAS;
    long index = 0;
    for (var in = dash + 1; in < encoded.length(); ) {
      var before = index;
      long weight = 1;
      for (var k = BASE; ; k += BASE) {
        var value = in < encoded.length() ? value(encoded.charAt(in++)) : BASE;
        index += value * weight;
        if (value == BASE || index > Integer.MAX_VALUE) {
          return null;
        }
        var t = threshold(k, bias);
        if (value < t) {
          break;
        }
        weight *= BASE - t;
      }
      length++;
      bias = adapt((int) (index - before), length, before == 0);
      code += index / length;
      index %= length;
      if (code > Character.MAX_CODE_POINT) {
        return null;
      }
      out.insert(out.offsetByCodePoints(0, (int) index), Character.toString((int) code));
      index++;
    }
    return out.toString();
  }

  private static int adapt(int delta, int points, boolean first) {
    var d = first ? delta / DAMP : delta / 2;
    d += d / points;
    var k = 0;
    while (d > (BASE - T_MIN) * T_MAX / 2) {
      d /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * d / (d + SKEW);
  }

  private static int threshold(int k, int bias) {
    return Math.clamp(k - bias, T_MIN, T_MAX);
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int value(char digit) {
    if (digit >= 'a' && digit <= 'z') {
      return digit - 'a';
    }
    return digit >= '0' && digit <= '9' ? digit - '0' + 26 : BASE;
  }
}

package vn.taivideonhanh.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.media.Size;

/**
 * The texts of the web UI in one language, {@code webroot/i18n}, for pages that are made here; what
 * {@code js/base.js} and {@code js/format.js} are for those that scripts make.
 */
final class Words {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private final Language language;
  private final Map<String, String> texts;

  private Words(Language language, Map<String, String> texts) {
    this.language = language;
    this.texts = Map.copyOf(texts);
  }

  /** Reads those of a language from the class path, and blocks for it. */
  static Words read(Language language) {
    var name = "/webroot/i18n/" + Wire.word(language) + ".json";
    try (var in = Words.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name);
      }
      var texts = new HashMap<String, String>();
      Buffer.buffer(in.readAllBytes())
          .toJsonObject()
          .forEach(text -> texts.put(text.getKey(), String.valueOf(text.getValue())));
      return new Words(language, texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** BCP 47. */
  String tag() {
    return Wire.word(language);
  }

  /** Whether problems are told in the server's own words, which know more and are in English. */
  boolean isEnglish() {
    return language == Language.EN;
  }

  /** The text of that name. */
  String say(String key) {
    return texts.getOrDefault(key, key);
  }

  /** The same with its places filled: {@code {name}}. */
  String say(String key, Map<String, String> values) {
    return PLACE
        .matcher(say(key))
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }

  /** The text for so many things. */
  String count(String key, int n) {
    var form = isEnglish() && n == 1 ? ".one" : ".other";
    return say(key + form, Map.of("n", Integer.toString(n)));
  }

  /** 2 is "2nd" in English; the forms are those of CLDR. */
  String ordinal(int n) {
    var form =
        switch (language) {
          case VI -> n == 1 ? "one" : "other";
          case EN -> english(n);
        };
    return say("ordinal." + form, Map.of("n", Integer.toString(n)));
  }

  private static String english(int n) {
    if (n / 10 % 10 == 1) {
      return "other";
    }
    return switch (n % 10) {
      case 1 -> "one";
      case 2 -> "two";
      case 3 -> "few";
      default -> "other";
    };
  }

  /** How long a file is, and how sure that is. */
  String size(Size size) {
    var bytes = size.bytes();
    if (bytes == null) {
      return say("size.unknown");
    }
    var length = bytes(bytes);
    return size.kind() == Size.Kind.ESTIMATED ? say("size.about", Map.of("size", length)) : length;
  }

  /** 34200000 is "34.2 MB": decimal units, as the name MB says. */
  private String bytes(long n) {
    var unit = 0;
    double value = n;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return number(value, unit == 0 || value >= 100 ? 0 : 1) + " " + UNITS[unit];
  }

  /** By hand: the image's Java has the formats of no language but English. */
  private String number(double value, int digits) {
    var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setDecimalSeparator(isEnglish() ? '.' : ',');
    var format = new DecimalFormat("0", symbols);
    format.setMaximumFractionDigits(digits);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(value);
  }

  /** 3725 seconds are "1:02:05". */
  static String clock(double seconds) {
    var whole = Math.max(0, Math.round(seconds));
    var hours = whole / 3600;
    var minutes = whole / 60 % 60;
    return hours > 0
        ? "%d:%02d:%02d".formatted(hours, minutes, whole % 60)
        : "%d:%02d".formatted(minutes, whole % 60);
  }
}

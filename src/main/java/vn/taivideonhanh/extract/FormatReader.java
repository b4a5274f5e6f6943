package vn.taivideonhanh.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;

/** Reads the formats of one page. */
final class FormatReader {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.+-]{1,64}");
  private static final Pattern EXT = Pattern.compile("[A-Za-z0-9]{1,10}");
  private static final Pattern CODEC = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1,35}");
  private static final Set<String> PICTURES =
      Set.of("mhtml", "jpg", "jpeg", "png", "webp", "gif", "avif");
  private static final String UNKNOWN = "unknown";
  private static final int MOST_PIXELS = 20_000;
  static final double MOST_KBIT = 10_000_000;
  private static final long MOST_BYTES = 1L << 50;

  private final SourceReader sources;
  private final @Nullable Double duration;
  private final Set<String> ids = new HashSet<>();

  FormatReader(SourceReader sources, @Nullable Double duration) {
    this.sources = sources;
    this.duration = duration;
  }

  /** The format; null when it is no media, not fit for us, or not to be trusted. */
  @Nullable Format read(JsonNode given) {
    var ext = JsonFields.text(given, "ext");
    if (ext == null || !EXT.matcher(ext).matches() || PICTURES.contains(ext) || empty(given)) {
      return null;
    }
    var source = sources.read(given);
    var id = source == null ? null : id(JsonFields.text(given, "format_id"), source);
    if (source == null || id == null) {
      return null;
    }
    var kbit = JsonFields.number(given, "tbr", MOST_KBIT);
    var language = JsonFields.text(given, "language");
    return new Format(
        id,
        ext,
        video(given),
        audio(given, ext),
        JsonFields.small(given, "width", MOST_PIXELS),
        JsonFields.small(given, "height", MOST_PIXELS),
        JsonFields.number(given, "fps", 1000),
        kbit == null ? null : Math.max(1, Math.round(kbit * 1000)),
        language != null && LANGUAGE.matcher(language).matches() ? language : null,
        CleanText.of(JsonFields.text(given, "format_note"), 100),
        size(given, source, kbit),
        source);
  }

  /** Whether yt-dlp says that it is protected. */
  static boolean isProtected(JsonNode given) {
    var drm = given.path("has_drm");
    return drm.asBoolean(false) || "maybe".equals(drm.asText());
  }

  private static boolean empty(JsonNode given) {
    return "none".equals(JsonFields.text(given, "vcodec"))
        && "none".equals(JsonFields.text(given, "acodec"));
  }

  /** Where yt-dlp is not asked again, the id is only a name, and can be made to fit. */
  private @Nullable String id(@Nullable String given, Source source) {
    if (given == null || given.isEmpty()) {
      return null;
    }
    if (ID.matcher(given).matches()) {
      return ids.add(given) ? given : null;
    }
    if (source instanceof Source.Other
        || (source instanceof Source.Dash dash && dash.listed() == null)) {
      return null;
    }
    var plain = given.replaceAll("[^A-Za-z0-9_.+-]", "_");
    var base = plain.substring(0, Math.min(plain.length(), 60));
    for (var i = 1; i < 1000; i++) {
      var candidate = i == 1 ? base : base + "-" + i;
      if (ids.add(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable String video(JsonNode given) {
    var codec = JsonFields.text(given, "vcodec");
    if (codec == null) {
      return known(given, "acodec") ? UNKNOWN : null;
    }
    return codec(codec);
  }

  /** Audio that a site offers alone, without a word of its codec, is what its container holds. */
  private static @Nullable String audio(JsonNode given, String ext) {
    var codec = JsonFields.text(given, "acodec");
    if (codec != null) {
      return codec(codec);
    }
    if ("none".equals(JsonFields.text(given, "vcodec"))) {
      return switch (ext) {
        case "m4a", "mp4", "aac" -> "mp4a.40.2";
        case "mp3" -> "mp3";
        case "webm", "opus" -> "opus";
        default -> UNKNOWN;
      };
    }
    return known(given, "vcodec") ? UNKNOWN : null;
  }

  private static boolean known(JsonNode given, String field) {
    var codec = JsonFields.text(given, field);
    return codec != null && !codec.equals("none");
  }

  private static @Nullable String codec(String given) {
    if (given.equals("none")) {
      return null;
    }
    return CODEC.matcher(given).matches() ? given : UNKNOWN;
  }

  private Size size(JsonNode given, Source source, @Nullable Double kbit) {
    var said = JsonFields.whole(given, "filesize", MOST_BYTES);
    if (said != null) {
      // What is put together from parts gets a new container, and so another length.
      return source instanceof Source.File ? Size.exact(said) : Size.estimated(said);
    }
    var guess = JsonFields.whole(given, "filesize_approx", MOST_BYTES);
    if (guess != null) {
      return Size.estimated(guess);
    }
    return kbit == null || duration == null
        ? Size.NONE
        : Size.estimated(Math.clamp(Math.round(kbit * 125 * duration), 1, MOST_BYTES));
  }
}

package vn.taivideonhanh.extract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Makes a {@link MediaInfo} of yt-dlp's JSON, whole or reduced, and trusts none of it: texts are
 * cleaned, numbers bounded, lists capped, and every address goes through the intake rule. Thread
 * safe.
 */
final class MediaInfoReader {
  private static final Set<String> ANY_SITE = Set.of("Generic", "HTML5MediaEmbed");

  /** A node takes some thirty times the two bytes that it may have in the text. */
  private static final long MOST_TOKENS = 2_000_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(1 << 20)
                          .maxNumberLength(400)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  // Python writes them so; they are no numbers, but not worth a failure either.
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .build();

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9_-]{1,35}");
  private static final Pattern EXT = Pattern.compile("[a-z0-9]{1,10}");

  /** What is preferred, the best last. */
  private static final List<String> SUBTITLES = List.of("srt", "vtt");

  private static final double LONGEST_SECONDS = 366 * 86_400.0;
  private static final int MOST_FORMATS = 200;
  private static final int MOST_ENTRIES = 50;
  private static final int MOST_SUBTITLES = 100;
  private static final int MOST_CHAPTERS = 200;

  private final AddressFilter addresses;

  /**
   * A reader.
   *
   * @param intake gives the canonical form of an address, or throws a {@link Failure}
   */
  MediaInfoReader(UnaryOperator<String> intake) {
    addresses = new AddressFilter(intake);
  }

  /**
   * Reads what was found at {@code pageUrl}.
   *
   * @throws Failure when there is nothing to be had: {@code SITE_FAILED}, {@code SITE_UNSUPPORTED},
   *     {@code VIDEO_DRM}, {@code VIDEO_LIVE}, {@code VIDEO_NOT_STARTED}
   */
  MediaInfo read(String pageUrl, String json) {
    try {
      return read(pageUrl, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new Failure(ProblemCode.SITE_FAILED, "Try again later.", null, e);
    }
  }

  private MediaInfo read(String pageUrl, JsonNode info) {
    if (!info.isObject()) {
      throw SiteErrors.failure(ProblemCode.SITE_FAILED);
    }
    var playlist =
        info.path("entries").isArray() || "playlist".equals(JsonFields.text(info, "_type"));
    var duration = JsonFields.number(info, "duration", LONGEST_SECONDS);
    var formats = playlist ? List.<Format>of() : formats(info, duration);
    var entries = playlist ? entries(info, pageUrl) : List.<MediaInfo.Entry>of();
    if (playlist && entries.isEmpty()) {
      throw SiteErrors.failure(ProblemCode.SITE_UNSUPPORTED);
    }
    return new MediaInfo(
        site(info, pageUrl),
        text(info, 128, "unknown", "id"),
        pageUrl,
        title(info),
        CleanText.of(first(info, "uploader", "channel"), 200),
        duration,
        addresses.accept(JsonFields.text(info, "thumbnail")),
        false,
        formats,
        subtitles(info),
        chapters(info),
        entries,
        List.of(),
        date(first(info, "release_date", "upload_date")),
        playlist ? null : new StoryboardReader(addresses).read(given(info)));
  }

  /** As yt-dlp writes dates: {@code 20261122}. */
  private static @Nullable String date(@Nullable String text) {
    try {
      return text == null || text.length() != 8
          ? null
          : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toString();
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private List<Format> formats(JsonNode info, @Nullable Double duration) {
    refuseBroadcast(info);
    var reader = new FormatReader(new SourceReader(addresses), duration);
    var given = given(info);
    var unprotected = given.stream().filter(format -> !FormatReader.isProtected(format)).toList();
    if (unprotected.isEmpty() && (!given.isEmpty() || JsonFields.truth(info, "_has_drm"))) {
      throw SiteErrors.failure(ProblemCode.VIDEO_DRM);
    }
    // yt-dlp's best comes last.
    var formats =
        unprotected.reversed().stream()
            .map(reader::read)
            .filter(Objects::nonNull)
            .limit(MOST_FORMATS)
            .toList();
    if (formats.isEmpty()) {
      throw SiteErrors.failure(ProblemCode.SITE_UNSUPPORTED);
    }
    return formats;
  }

  private static List<JsonNode> given(JsonNode info) {
    return JsonFields.objects(info, "formats", 2000);
  }

  private static void refuseBroadcast(JsonNode info) {
    var status = String.valueOf(JsonFields.text(info, "live_status"));
    if (status.equals("is_upcoming")) {
      throw SiteErrors.failure(ProblemCode.VIDEO_NOT_STARTED);
    }
    if (JsonFields.truth(info, "is_live") || status.equals("is_live")) {
      throw SiteErrors.failure(ProblemCode.VIDEO_LIVE);
    }
  }

  private List<MediaInfo.Entry> entries(JsonNode info, String pageUrl) {
    var entries = new ArrayList<MediaInfo.Entry>();
    for (var entry : JsonFields.objects(info, "entries", MOST_ENTRIES)) {
      var url = addresses.accept(first(entry, "url", "webpage_url"));
      // An entry that leads back here could never be opened.
      if (url != null && !url.equals(pageUrl)) {
        var title = text(entry, 300, "video " + (entries.size() + 1), "title");
        var duration = JsonFields.number(entry, "duration", LONGEST_SECONDS);
        entries.add(new MediaInfo.Entry(url, title, duration));
      }
    }
    return entries;
  }

  private List<MediaInfo.Subtitle> subtitles(JsonNode info) {
    var all = new ArrayList<MediaInfo.Subtitle>();
    addSubtitles(all, info.path("subtitles"), false);
    addSubtitles(all, info.path("automatic_captions"), true);
    return all;
  }

  private void addSubtitles(List<MediaInfo.Subtitle> all, JsonNode given, boolean automatic) {
    for (var language : given.properties()) {
      if (all.size() < MOST_SUBTITLES && LANGUAGE.matcher(language.getKey()).matches()) {
        // One file a language: WebVTT where there is, since browsers read it, else SubRip, which we
        // can make into it.
        JsonFields.objects(given, language.getKey(), 20).stream()
            .map(file -> subtitle(language.getKey(), file, automatic))
            .filter(Objects::nonNull)
            .max(Comparator.comparingInt(file -> SUBTITLES.indexOf(file.ext())))
            .ifPresent(all::add);
      }
    }
  }

  private MediaInfo.@Nullable Subtitle subtitle(String language, JsonNode file, boolean automatic) {
    var url = addresses.accept(JsonFields.text(file, "url"));
    var ext = JsonFields.text(file, "ext");
    return url == null || ext == null || !EXT.matcher(ext).matches()
        ? null
        : new MediaInfo.Subtitle(language, ext, url, automatic);
  }

  private static List<MediaInfo.Chapter> chapters(JsonNode info) {
    var chapters = new ArrayList<MediaInfo.Chapter>();
    for (var chapter : JsonFields.objects(info, "chapters", MOST_CHAPTERS)) {
      var start = chapter.path("start_time").asDouble(-1);
      var end = JsonFields.number(chapter, "end_time", LONGEST_SECONDS);
      if (start >= 0 && end != null && end > start) {
        var title = text(chapter, 200, "chapter " + (chapters.size() + 1), "title");
        chapters.add(new MediaInfo.Chapter(start, end, title));
      }
    }
    return chapters;
  }

  /** A page without an extractor of its own is best known by its host. */
  private static String site(JsonNode info, String pageUrl) {
    var name = text(info, 64, "site", "extractor_key", "extractor");
    if (!ANY_SITE.contains(name)) {
      return name;
    }
    var host = pageUrl.replaceFirst("^https?://([^/?#]*).*$", "$1");
    return host.substring(0, Math.min(64, host.length()));
  }

  private static String title(JsonNode info) {
    var title = text(info, 300, "video", "title", "fulltitle", "id");
    // yt-dlp numbers the plain players of a page, even when there is but one.
    return "HTML5MediaEmbed".equals(JsonFields.text(info, "extractor_key"))
        ? title.replaceFirst("(?<=.) \\(1\\)$", "")
        : title;
  }

  private static String text(JsonNode node, int most, String otherwise, String... fields) {
    for (var field : fields) {
      var clean = CleanText.of(JsonFields.text(node, field), most);
      if (clean != null) {
        return clean;
      }
    }
    return otherwise;
  }

  private static @Nullable String first(JsonNode node, String... fields) {
    for (var field : fields) {
      var text = JsonFields.text(node, field);
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }
}

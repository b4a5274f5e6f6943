package vn.taivideonhanh.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media playlist of RFC 8216 that is whole: it has an end, and its parts need no key. Joined in
 * order, the parts are a file.
 *
 * @param parts the initialization section (4.3.2.5) stands before the segments that it is for
 * @param fragmented whether the parts are fragmented MP4 rather than a transport stream or packed
 *     audio
 * @param continuous whether the segments go on in one line of time, with none left out
 * @param durationSeconds the sum of the segments' durations
 */
public record HlsPlaylist(
    List<Part> parts, boolean fragmented, boolean continuous, double durationSeconds) {
  /** Longest text that is read, in characters. */
  public static final int MAX_LENGTH = 16 << 20;

  /** Most parts that a playlist may have. */
  public static final int MAX_PARTS = 50_000;

  public HlsPlaylist {
    parts = List.copyOf(parts);
  }

  /**
   * Whether the parts are one movie in fragments: an initialization section, then its segments in
   * one line of time.
   */
  public boolean movie() {
    return fragmented
        && continuous
        && parts.getFirst().micros() == null
        && parts.stream().skip(1).allMatch(part -> part.micros() != null);
  }

  /** Why a playlist can't be joined. */
  public enum Refusal {
    /** It isn't a playlist, or breaks the rules. */
    MALFORMED,
    /** It lists other playlists. */
    MASTER,
    /** It has no end yet. */
    LIVE,
    /** Its parts need a key. */
    ENCRYPTED,
    /** It is over {@link #MAX_LENGTH} or {@link #MAX_PARTS}. */
    TOO_LONG
  }

  /** A playlist that can't be joined. */
  public static final class RefusedException extends Exception {
    private final Refusal refusal;

    RefusedException(Refusal refusal) {
      super(refusal.name(), null, false, false);
      this.refusal = refusal;
    }

    public Refusal refusal() {
      return refusal;
    }
  }

  /** Reads a playlist. */
  public static HlsPlaylist parse(String text) throws RefusedException {
    if (text.length() > MAX_LENGTH) {
      throw new RefusedException(Refusal.TOO_LONG);
    }
    return new Reader().read(text);
  }

  /** Goes through the lines once; the fields are what holds for the next segment. */
  private static final class Reader {
    private static final long MAX_POSITION = 1L << 60;

    private static final Pattern BYTES = Pattern.compile("(\\d{1,18})(?:@(\\d{1,18}))?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{0,18})?)(?:,.*)?");

    private final List<Part> parts = new ArrayList<>();

    /** Where the next part of each resource begins, when the playlist leaves it out. */
    private final Map<String, Long> ends = new HashMap<>();

    private @Nullable String bytes;
    private @Nullable String lastMap;
    private boolean segmentNext;
    private boolean segmentSeen;
    private boolean fragmented;
    private boolean continuous = true;
    private boolean ended;
    private long lasts;
    private double duration;

    HlsPlaylist read(String text) throws RefusedException {
      boolean begun = false;
      for (var raw : (Iterable<String>) text.lines()::iterator) {
        var line = raw.strip();
        if (!begun) {
          check(line.replace("\uFEFF", "").equals("#EXTM3U"));
          begun = true;
        } else if (line.startsWith("#EXT")) {
          tag(line);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          segment(line);
        }
      }
      check(begun);
      if (!ended) {
        throw new RefusedException(Refusal.LIVE);
      }
      check(segmentSeen && duration > 0);
      return new HlsPlaylist(parts, fragmented, continuous, duration);
    }

    private void tag(String line) throws RefusedException {
      int colon = line.indexOf(':');
      var value = colon < 0 ? "" : line.substring(colon + 1);
      switch (colon < 0 ? line : line.substring(0, colon)) {
        case "#EXTINF" -> {
          var found = DURATION.matcher(value);
          check(found.matches());
          double seconds = Double.parseDouble(found.group(1));
          lasts = Math.round(seconds * 1e6);
          duration += seconds;
          segmentNext = true;
        }
        case "#EXT-X-BYTERANGE" -> bytes = value;
        case "#EXT-X-MAP" -> map(attributes(value));
        case "#EXT-X-KEY" -> key(attributes(value));
        case "#EXT-X-ENDLIST" -> ended = true;
        case "#EXT-X-DISCONTINUITY" -> continuous &= !segmentSeen;
        case "#EXT-X-GAP" -> continuous = false;
        case "#EXT-X-STREAM-INF", "#EXT-X-I-FRAME-STREAM-INF", "#EXT-X-MEDIA" ->
            throw new RefusedException(Refusal.MASTER);
        // Joined parts have no place for what the other tags tell.
        default -> {}
      }
    }

    private void segment(String uri) throws RefusedException {
      check(segmentNext && !ended);
      segmentNext = false;
      segmentSeen = true;
      add(uri, bytes, lasts);
      bytes = null;
    }

    private void map(Map<String, String> attributes) throws RefusedException {
      var uri = attributes.get("URI");
      check(uri != null && !uri.isEmpty());
      fragmented = true;
      var section = uri + " " + attributes.get("BYTERANGE");
      // After a discontinuity many lists name the same section again; one is enough.
      if (uri != null && !section.equals(lastMap)) {
        lastMap = section;
        add(uri, attributes.get("BYTERANGE"), null);
      }
    }

    private static void key(Map<String, String> attributes) throws RefusedException {
      if (!"NONE".equals(attributes.get("METHOD"))) {
        throw new RefusedException(Refusal.ENCRYPTED);
      }
    }

    private void add(String uri, @Nullable String range, @Nullable Long micros)
        throws RefusedException {
      check(uri.length() <= Reference.MAX_LENGTH);
      if (parts.size() == MAX_PARTS) {
        throw new RefusedException(Refusal.TOO_LONG);
      }
      if (range == null) {
        parts.add(new Part(uri, 0, null, micros));
        return;
      }
      var found = BYTES.matcher(range.strip());
      check(found.matches());
      long length = Long.parseLong(found.group(1));
      long first =
          found.group(2) == null ? ends.getOrDefault(uri, 0L) : Long.parseLong(found.group(2));
      check(length > 0 && first <= MAX_POSITION - length);
      ends.put(uri, first + length);
      parts.add(new Part(uri, first, length, micros));
    }

    /** By hand and in one pass: a pattern would try a hostile line again from each character. */
    private static Map<String, String> attributes(String list) {
      var attributes = new HashMap<String, String>();
      int at = 0;
      int equals = list.indexOf('=');
      while (equals >= 0) {
        var before = list.substring(at, equals);
        var name = before.substring(before.lastIndexOf(',') + 1).strip();
        boolean quoted = list.startsWith("\"", equals + 1);
        int start = quoted ? equals + 2 : equals + 1;
        int end = list.indexOf(quoted ? '"' : ',', start);
        int stop = end < 0 ? list.length() : end;
        attributes.put(name, list.substring(start, stop).strip());
        at = Math.min(list.length(), stop + 1);
        equals = list.indexOf('=', at);
      }
      return attributes;
    }

    private static void check(boolean holds) throws RefusedException {
      if (!holds) {
        throw new RefusedException(Refusal.MALFORMED);
      }
    }
  }
}

package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * Where everything in an MP4 file is: its tracks, and its fragments in order. Of a file that is not
 * fragmented, what can be decoded by itself counts as a fragment.
 */
public final class Mp4Index {
  /** Most fragments that an index may have. */
  public static final int MAX_FRAGMENTS = 300_000;

  private static final long MICROS = 1_000_000;

  /** About how many bytes of memory a fragment takes. */
  private static final int ENTRY = 64;

  private final MovieBox movie;
  private final Track reference;
  private final long timescale;
  private final List<Fragment> fragments;
  private final Map<Integer, Long> firstTimes;
  private final boolean separate;
  private final boolean headless;
  private final Map<Place, List<Sample>> runs;
  private final @Nullable SampleGroups groups;

  /** The tracks of a file that is not fragmented, each by itself; empty for one that is. */
  private final List<Mp4Index> tables;

  /**
   * One part of a list, such as an HLS or DASH segment.
   *
   * @param offset where it is in the source, or would be if all parts were one file
   * @param length in bytes, over 0
   * @param micros how long it lasts, 0 or more
   */
  public record Part(long offset, long length, long micros) {}

  Mp4Index(MovieBox movie, Sidx sidx, Map<Integer, Long> firstTimes)
      throws MalformedMediaException {
    for (var track : movie.tracks()) {
      var _ = Timescale.checked(firstTimes.getOrDefault(track.id(), 0L), track.timescale());
    }
    this.movie = movie;
    this.reference = sidx.track;
    this.timescale = sidx.timescale;
    this.fragments = List.copyOf(sidx.fragments);
    this.firstTimes = Map.copyOf(firstTimes);
    this.separate = sidx.separate;
    this.headless = false;
    this.runs = Map.of();
    this.groups = null;
    this.tables = List.of();
  }

  private Mp4Index(
      MovieBox movie, Sidx sidx, @Nullable SampleGroups groups, List<Mp4Index> tables) {
    this.movie = movie;
    this.reference = sidx.track;
    this.timescale = sidx.timescale;
    this.fragments = sidx.fragments;
    this.firstTimes = Map.of();
    this.separate = false;
    this.headless = false;
    this.runs = Map.of();
    this.groups = groups;
    this.tables = List.copyOf(tables);
  }

  /**
   * A track of a file that is not fragmented.
   *
   * @param movie that one track
   */
  static Mp4Index ofGroups(MovieBox movie, SampleGroups groups) throws MalformedMediaException {
    var track = movie.tracks().getFirst();
    var last = groups.fragments().getLast();
    var _ = Timescale.checked(groups.table().decode(groups.table().count()), track.timescale());
    var _ = Timescale.checked(last.start() + last.duration(), track.timescale());
    var sidx = new Sidx(track, track.timescale(), groups.fragments(), false);
    return new Mp4Index(movie, sidx, groups, List.of());
  }

  /** A file that is not fragmented, by its tracks. */
  static Mp4Index ofTables(List<Mp4Index> tracks) {
    var first = tracks.stream().filter(Mp4Index::hasVideo).findFirst().orElse(tracks.getFirst());
    var all = tracks.stream().flatMap(it -> it.movie.tracks().stream()).toList();
    var sidx = new Sidx(first.reference, first.timescale, first.fragments, false);
    return new Mp4Index(new MovieBox(first.movie.timescale(), all), sidx, null, tracks);
  }

  /** A track in a fragment. */
  private record Place(int fragment, int track) {}

  private Mp4Index(Mp4Index other, List<Sample.Run> runs, boolean headless) {
    this.movie = other.movie;
    this.reference = other.reference;
    this.timescale = other.timescale;
    this.fragments = other.fragments;
    this.firstTimes = other.firstTimes;
    this.separate = other.separate;
    this.headless = headless;
    this.runs =
        runs.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    run -> new Place(run.fragment(), run.track()), Sample.Run::samples));
    this.groups = null;
    this.tables = List.of();
  }

  /**
   * What is said of the fragments.
   *
   * @param track whose times the fragments have
   * @param timescale ticks a second of these times
   * @param separate whether each fragment is a file of its own
   */
  record Sidx(Track track, long timescale, List<Fragment> fragments, boolean separate) {}

  /**
   * An index from a list of parts instead of one in the file, as HLS (RFC 8216, 4.3.2.5) and DASH
   * have it.
   *
   * @param init the initialization section, whole
   * @param parts in order, each beginning with a fragment that can be decoded from
   * @param firstPart the first bytes of the first part, up to the end of its {@code moof} at least;
   *     without it the first part is taken to begin at time 0. Less than that is as nothing
   * @throws MalformedMediaException when the section is not one of a fragmented file, or there is
   *     too much of it
   */
  public static Mp4Index ofParts(ByteBuffer init, List<Part> parts, @Nullable ByteBuffer firstPart)
      throws MalformedMediaException {
    return ofParts(init, parts, firstPart, Map.of());
  }

  /**
   * The same where it is known better when some of the parts begin.
   *
   * @param starts microseconds by a part's number, as {@link #start} gives them
   */
  public static Mp4Index ofParts(
      ByteBuffer init, List<Part> parts, @Nullable ByteBuffer firstPart, Map<Integer, Long> starts)
      throws MalformedMediaException {
    if (parts.isEmpty() || parts.size() > MAX_FRAGMENTS) {
      throw broken(parts.size() + " parts");
    }
    var movie = movie(new Cursor(init));
    var reference = PartsHead.reference(movie.tracks());
    Map<Integer, Long> times = firstPart == null ? Map.of() : PartsHead.times(firstPart);
    long first = Timescale.checked(times.getOrDefault(reference.id(), 0L), reference.timescale());
    long micros = Timescale.convert(first, reference.timescale(), MICROS);
    var fragments = new ArrayList<Fragment>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (part.length() <= 0
          || part.offset() < 0
          || part.offset() > Long.MAX_VALUE - part.length()) {
        throw broken("a part of " + part.length() + " bytes");
      }
      long before = i == 0 ? 0 : fragments.getLast().start();
      micros = Math.max(before, Timescale.checked(starts.getOrDefault(i, micros), MICROS));
      fragments.add(new Fragment(part.offset(), part.length(), micros, part.micros(), true));
      micros = Timescale.checked(micros + Timescale.checked(part.micros(), MICROS), MICROS);
    }
    return new Mp4Index(movie, new Sidx(reference, MICROS, fragments, true), times);
  }

  private static MovieBox movie(Cursor init) throws MalformedMediaException {
    for (var box = init.box(); box != null; box = init.box()) {
      if (box.type() == BoxType.MOOV) {
        return MovieBox.read(box.body());
      }
    }
    throw broken("an initialization section without a movie");
  }

  /**
   * When a part begins; -1 when that does not show.
   *
   * @param head the first bytes of the part
   * @return in microseconds
   */
  public long start(ByteBuffer head) throws MalformedMediaException {
    var time = PartsHead.times(head).get(reference.id());
    return time == null
        ? -1
        : Timescale.convert(
            Timescale.checked(time, reference.timescale()), reference.timescale(), MICROS);
  }

  /** How long it plays, by its index; in milliseconds. */
  public long durationMillis() {
    var last = fragments.getLast();
    long ticks = last.start() + last.duration() - fragments.getFirst().start();
    return Timescale.convert(ticks, timescale, 1000);
  }

  /** Number of its fragments. */
  public int fragmentCount() {
    return fragments.size();
  }

  /** About how many bytes of memory it takes. */
  public long weight() {
    long samples = tables.stream().mapToLong(Mp4Index::samples).sum();
    return (long) ENTRY * fragments.size() + SampleTable.ENTRY * samples;
  }

  private long samples() {
    return groups == null ? 0 : groups.table().count();
  }

  /** Number of its tracks. */
  public int trackCount() {
    return movie.tracks().size();
  }

  /** Whether a video track is inside. */
  public boolean hasVideo() {
    return reference.video();
  }

  MovieBox movie() {
    return movie;
  }

  Track reference() {
    return reference;
  }

  long timescale() {
    return timescale;
  }

  List<Fragment> fragments() {
    return fragments;
  }

  /** Decode time of the first sample, by track id, as far as it is known. */
  Map<Integer, Long> firstTimes() {
    return firstTimes;
  }

  /** The same, with samples of the fragments in which a clip begins and ends. */
  Mp4Index withRuns(List<Sample.Run> known) {
    return new Mp4Index(this, known, headless);
  }

  /** Whether it is of a file that is not fragmented. */
  boolean tabled() {
    return groups != null || !tables.isEmpty();
  }

  /** The tracks of such a file, each by itself. */
  List<Mp4Index> tables() {
    return tables;
  }

  /** When the first picture of a fragment is shown; it may not be the first to be decoded. */
  long earliest(int fragment) {
    return groups == null ? fragments.get(fragment).start() : groups.earliest().get(fragment);
  }

  /** Samples of a track in a fragment; empty when they are not known. */
  List<Sample> samples(int fragment, int track) {
    if (groups != null) {
      return groups.samples(fragment);
    }
    return runs.getOrDefault(new Place(fragment, track), List.of());
  }

  /**
   * The same, of a file whose samples stand there without heads that could be passed on.
   *
   * @param all samples of all fragments
   */
  Mp4Index headless(List<Sample.Run> all) {
    return new Mp4Index(this, all, true);
  }

  /** Whether all fragments have to be written from their samples. */
  boolean headless() {
    return headless;
  }

  /** Whether each fragment is a file of its own, and positions within are the part's. */
  boolean separate() {
    return separate;
  }
}

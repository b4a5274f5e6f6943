package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;

/** Whatever is cut and wherever, each track of a clip begins and ends where it should. */
class ClipSpansTest {
  private static final int SECONDS = 12;

  /** By what times are rounded: milliseconds of the clip, ticks of the tracks. */
  private static final double ROUNDED = 2e-3;

  /** Hidden pictures take so much of a picture's time, at most, beside the one they end before. */
  private static final double HIDDEN = 3 / 32.0;

  private static final double MOST_LEAD = SampleCut.MOST_LEAD / 1e9;

  private static final List<Long> RATES = List.of(24L, 25L, 30L, 50L, 60L);
  private static final List<Long> PACKETS = List.of(960L, 1024L, 1536L, 4096L, 4608L);

  /** One track of a clip, with the movie's ticks a second. */
  private record Cutting(
      Drawn.Plan plan, List<Sample> samples, Selection.Placed placed, long movie) {
    /** When something of the media is presented, in seconds; before 0 it is hidden. */
    double at(long media) {
      double empty = (double) Edit.leading(placed.edits()) / movie;
      long begin = placed.edits().stream().mapToLong(Edit::mediaTime).max().orElse(0);
      return plan.seconds(media - placed.earlier() - begin) + empty;
    }

    double first() {
      return at(samples.stream().mapToLong(Sample::shown).min().orElseThrow());
    }

    /** How long all of it is decoded for, which is what Chromium takes for its duration. */
    double lasts() {
      var last = samples.getLast();
      return plan.seconds(last.decode() + last.duration() - samples.getFirst().decode());
    }

    double sample() {
      return plan.seconds(plan.sample());
    }
  }

  /** Random sources and a part of them. */
  private static final class Case {
    private final Drawn.Plan pictures;
    private final Drawn.Plan sounds;
    private final Clip clip;

    Case(Random random) {
      long rate = RATES.get(random.nextInt(RATES.size()));
      long scale = random.nextBoolean() ? 12_800 * 3 * rate : 90_000 / rate * rate;
      pictures =
          new Drawn.Plan(scale, scale / rate, 8 + random.nextInt(80), random.nextInt(4), SECONDS);
      long packet = PACKETS.get(random.nextInt(PACKETS.size()));
      sounds = new Drawn.Plan(48_000, packet, 5 + random.nextInt(100), 0, SECONDS);
      long start = random.nextLong(8_000);
      clip = new Clip(start, start + 200 + random.nextLong(2_000));
    }

    double start() {
      return clip.startMillis() / 1e3;
    }

    double asked() {
      return (clip.endMillis() - clip.startMillis()) / 1e3;
    }

    /** The tracks that are left, in the order of the files. */
    List<Cutting> cut(List<Drawn> files, List<Drawn.Plan> plans) throws MalformedMediaException {
      var whole = new Timeline(files.stream().map(Drawn::index).toList());
      var readers = new ClipTimeline(whole.whole(), whole.timescale(), clip).readers();
      var known = new ArrayList<Mp4Index>();
      for (int i = 0; i < files.size(); i++) {
        known.add(files.get(i).with(readers.get(i).edges()));
      }
      var line = new Timeline(known);
      var left = new ArrayList<Cutting>();
      for (var it : new ClipTimeline(line.whole(), line.timescale(), clip).selections()) {
        var samples = files.get(it.source()).left(it);
        var placed = it.tracks().getFirst();
        left.add(new Cutting(plans.get(it.source()), samples, placed, line.timescale()));
      }
      return left;
    }
  }

  @Property(tries = 1000)
  void pictures_and_sound_begin_and_end_where_asked(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var asked = new Case(random);
    var files = List.of(Drawn.video(asked.pictures), Drawn.sound(asked.sounds));
    var left = asked.cut(files, List.of(asked.pictures, asked.sounds));
    var pictures = left.getFirst();
    var sounds = left.getLast();
    double zero = zero(files.getFirst(), asked);
    double end = asked.start() + asked.asked() - zero;
    decodable(pictures);
    decodable(sounds);
    pictures(pictures, end);
    sounds(sounds, end);
    counted(left, asked.asked());
  }

  @Property(tries = 500)
  void sound_alone_begins_and_ends_where_asked(@ForAll long seed) throws Exception {
    var asked = new Case(new Random(seed));
    var left = asked.cut(List.of(Drawn.sound(asked.sounds)), List.of(asked.sounds));
    decodable(left.getFirst());
    sounds(left.getFirst(), asked.asked());
    assertThat(left.getFirst().lasts()).isLessThan(asked.asked() + ROUNDED);
  }

  /** When the picture is shown that the clip should begin with. */
  private static double zero(Drawn video, Case asked) {
    double picture = asked.pictures.seconds(asked.pictures.sample());
    double zero = Math.ceil(asked.start() / picture - 1e-9) * picture;
    assertThat(video.end(asked.pictures)).isGreaterThan(zero + asked.asked());
    return zero;
  }

  /** Decoding begins with what can be decoded by itself, goes on without gaps, and is in time. */
  private static void decodable(Cutting track) {
    assertThat(track.samples().getFirst().sync()).isTrue();
    boolean right = true;
    long next = track.samples().getFirst().decode();
    for (var sample : track.samples()) {
      right &= sample.decode() == next && sample.shown() >= next && sample.duration() >= 0;
      next += sample.duration();
    }
    assertThat(right).isTrue();
  }

  /** The first that is not hidden is at 0, the last one is seen when the clip ends. */
  private static void pictures(Cutting track, double end) {
    var shown = track.samples().stream().map(it -> track.at(it.shown())).sorted().toList();
    assertThat(shown).anyMatch(at -> Math.abs(at) < 1e-6);
    assertThat(shown).noneMatch(at -> at < -1e-6 && at > -track.sample());
    assertThat(shown.getLast()).isBetween(end - track.sample() - 1e-6, end + 1e-6);
  }

  private static void sounds(Cutting track, double end) {
    assertThat(track.first()).isCloseTo(0, within(lead(track) + ROUNDED));
    double stop = track.at(track.samples().getLast().end());
    // Missing at the end may be half a packet, and as much as sound begins earlier, or what is in a
    // fragment that begins by no more than the most of that before the end.
    double least = end - track.sample() / 2 - MOST_LEAD - ROUNDED;
    assertThat(stop).isBetween(least, end + ROUNDED);
  }

  /** By how much sound may begin before or after the beginning: what long packets leave over. */
  private static double lead(Cutting track) {
    return Math.max(Math.min(MOST_LEAD, track.sample()), track.sample() - MOST_LEAD);
  }

  /**
   * Chromium counts from the first sample, which is hidden, for as long as any track is decoded. So
   * to what was asked comes a picture or what sound begins earlier by; less than that are, at most,
   * the picture before the first that begins in the clip, and the end of the last.
   */
  private static void counted(List<Cutting> tracks, double asked) {
    double begin = tracks.stream().mapToDouble(Cutting::first).min().orElseThrow();
    double most = tracks.stream().mapToDouble(it -> it.first() + it.lasts()).max().orElseThrow();
    double picture = tracks.getFirst().sample();
    double over = Math.max(picture * (1 + HIDDEN), lead(tracks.getLast())) + ROUNDED;
    assertThat(most - begin).isBetween(asked - 2 * picture - ROUNDED, asked + over);
  }
}

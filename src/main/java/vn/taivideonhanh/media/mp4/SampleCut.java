package vn.taivideonhanh.media.mp4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes from the samples at a clip's edges what is wanted of one track. */
final class SampleCut {
  /** By how much a sound packet may begin before the clip, in nanoseconds; few are longer. */
  static final long MOST_LEAD = 45_000_000;

  private final Selection.Placed source;
  private final long begin;
  private final long end;
  private final boolean listed;
  private long earlier;

  /** The first that is left, and by how much it is before the beginning. */
  private @Nullable Sample first;

  private long lead;

  /** By how much more than one picture's time the first that is shown is decoded before. */
  private long ahead;

  private long shownEnd;

  /**
   * @param begin of the clip, as a time of the track's media
   * @param end likewise
   * @param listed whether the edit list hides what is too early or too late; in a fragmented file
   *     players don't look at it for pictures
   */
  SampleCut(Selection.Placed source, long begin, long end, boolean listed) {
    this.source = source;
    this.begin = begin;
    this.end = end;
    this.listed = listed;
  }

  /**
   * When the picture is shown with which a clip begins: the next one, so that the clip is not
   * longer for what players count of the hidden ones, or the one that is seen when no other comes.
   *
   * @param samples of the fragment in which the clip begins
   * @param time that was asked for
   * @param end before which there must be a picture
   * @param more whether another fragment follows, which then begins with the next picture
   */
  static long begin(List<Sample> samples, long time, long end, boolean more) {
    long first = Long.MAX_VALUE;
    long seen = Long.MIN_VALUE;
    long next = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (var sample : samples) {
      first = Math.min(first, sample.shown());
      last = Math.max(last, sample.end());
      if (sample.shown() >= time) {
        next = Math.min(next, sample.shown());
      } else if (sample.end() > time) {
        seen = Math.max(seen, sample.shown());
      }
    }
    if (next == Long.MAX_VALUE && more) {
      next = Math.max(last, time);
    }
    if (next < end) {
      return next;
    }
    return seen == Long.MIN_VALUE ? Math.max(first, time) : seen;
  }

  /** What is needed of the fragment in which the clip begins. */
  List<Sample> start(List<Sample> samples) {
    var left = !source.track().video() ? from(samples) : listed ? samples : squeezed(samples);
    first = left.getFirst();
    earlier = first.decode();
    lead = Math.clamp(begin - first.shown(), 0, mostLead());
    return left;
  }

  /** Sound needs little of what was before; players that ignore edit lists would play it. */
  private List<Sample> from(List<Sample> samples) {
    int first = 0;
    for (int i = 0; i < samples.size(); i++) {
      boolean early = begin - samples.get(first).shown() > mostLead();
      first = samples.get(i).shown() <= begin || early ? i : first;
    }
    return samples.subList(first, samples.size());
  }

  /**
   * Pictures before the beginning are decoded at about the same time, and are all shown a little
   * more than one picture's time before the beginning: closer to it, Chromium shows some of them as
   * the first.
   */
  private List<Sample> squeezed(List<Sample> samples) {
    var order =
        samples.stream().mapToLong(Sample::shown).filter(shown -> shown < begin).sorted().toArray();
    if (order.length == 0) {
      ahead = Math.max(0, begin - samples.getFirst().decode());
      return samples;
    }
    int until = samples.size();
    while (samples.get(until - 1).shown() >= begin) {
      until--;
    }
    var last = samples.get(until - 1);
    long next = last.decode() + last.duration();
    long frame = Math.max(samples.getFirst().duration(), mean(samples));
    long room = Math.min(until, frame / 32);
    long shownLast = begin - frame - 1;
    long decode = Math.min(next, shownLast) - 2 * room;
    ahead = Math.max(0, shownLast - next);
    var squeezed = new ArrayList<Sample>(samples.size());
    for (int i = 0; i < until; i++) {
      var sample = samples.get(i);
      long at = decode + i * room / until;
      long after = i < until - 1 ? decode + (i + 1) * room / until : next;
      int place = Arrays.binarySearch(order, sample.shown());
      long shown =
          place < 0 ? sample.shown() : shownLast - room + (place + 1) * room / order.length;
      squeezed.add(sample.at(at, shown, after - at));
    }
    squeezed.addAll(samples.subList(until, samples.size()));
    return squeezed;
  }

  private long mostLead() {
    return Timescale.convert(MOST_LEAD, Selection.NANOS, source.track().timescale());
  }

  private static long mean(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::duration).sum() / samples.size();
  }

  /** What is needed of the fragment in which the clip ends; may be empty. */
  List<Sample> end(List<Sample> samples) {
    return source.track().video() ? pictures(samples) : sounds(samples);
  }

  /**
   * All of them last no longer than the clip, unless a list hides what is too early: Chromium
   * counts that, too. The last is cut short when at least half of it is wanted; decoders play all
   * of it.
   */
  private List<Sample> sounds(List<Sample> samples) {
    long stop = listed ? end : end - lead;
    int until = !samples.isEmpty() && samples.getFirst().equals(first) ? 1 : 0;
    while (until < samples.size() && samples.get(until).end() <= stop) {
      until++;
    }
    var left = new ArrayList<>(samples.subList(0, until));
    if (until < samples.size()) {
      var next = samples.get(until);
      long wanted = stop - next.shown();
      if (wanted > 0 && 2 * wanted >= next.duration()) {
        left.add(next.at(next.decode(), next.shown(), wanted));
      }
    }
    shownEnd = left.isEmpty() ? stop : left.getLast().end();
    return left;
  }

  private List<Sample> pictures(List<Sample> samples) {
    int until = 0;
    long lastShown = Long.MIN_VALUE;
    shownEnd = end;
    for (int i = 0; i < samples.size(); i++) {
      var sample = samples.get(i);
      if (sample.shown() < end) {
        until = i + 1;
        if (sample.shown() > lastShown) {
          lastShown = sample.shown();
          shownEnd = sample.end();
        }
      }
    }
    return late(ended(samples.subList(0, until)), lastShown);
  }

  /**
   * The last one does not last beyond the end. Players count how long all are decoded for, so those
   * that would be decoded later than that allows are decoded earlier.
   */
  private List<Sample> ended(List<Sample> samples) {
    if (samples.isEmpty()) {
      return samples;
    }
    var ended = new ArrayList<>(samples);
    long next = Math.max(end - ahead, samples.getFirst().decode() + samples.size());
    for (int i = samples.size() - 1; i >= 0; i--) {
      var sample = samples.get(i);
      long decode = Math.min(sample.decode(), next - 1);
      long duration = Math.min(next - decode, Math.max(1, sample.duration()));
      ended.set(i, sample.at(decode, sample.shown(), duration));
      next = decode;
    }
    return ended;
  }

  /**
   * Pictures after the end, which others are made from, are shown in the clip's last ticks; or, if
   * a list hides them, right after it, since Chromium counts them.
   */
  private List<Sample> late(List<Sample> samples, long lastShown) {
    var order =
        samples.stream().mapToLong(Sample::shown).filter(shown -> shown >= end).sorted().toArray();
    if (order.length == 0) {
      return samples;
    }
    var left = new ArrayList<Sample>(samples.size());
    for (var sample : samples) {
      int place = Arrays.binarySearch(order, sample.shown());
      long last = listed ? shownEnd + place : end - order.length + place;
      long shown = Math.max(lastShown + 1, last);
      left.add(place < 0 ? sample : sample.at(sample.decode(), shown, sample.duration()));
    }
    return left;
  }

  /**
   * The track in the clip.
   *
   * @param timescale of the movie
   * @param later ticks by which the media's times are later than those of its index
   */
  Selection.Placed placed(int id, long timescale, long later) {
    long scale = source.track().timescale();
    // Where a list hides pictures, players let the last one last as long as it did.
    long stop = listed ? shownEnd : Math.min(end, shownEnd);
    long duration = Timescale.convert(Math.max(0, stop - begin), scale, timescale);
    var edits = new ArrayList<Edit>();
    long time = Math.max(0, begin - earlier);
    long empty = Timescale.convert(Math.max(0, earlier - begin), scale, timescale);
    if (empty > 0) {
      edits.add(new Edit(empty, -1, Edit.NORMAL));
    }
    if (time > 0 || empty > 0) {
      edits.add(new Edit(Math.max(0, duration - empty), time, Edit.NORMAL));
    }
    long zero = Math.max(begin, earlier) - later;
    return new Selection.Placed(source.track(), id, earlier, edits, duration, zero, stop - later);
  }
}

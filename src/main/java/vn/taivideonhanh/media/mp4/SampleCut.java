package vn.taivideonhanh.media.mp4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes from the samples at a clip's edges what is wanted of one track. */
final class SampleCut {
  private final Selection.Placed source;
  private final long begin;
  private final long end;
  private long earlier;
  private long shownEnd;

  /**
   * @param begin of the clip, as a time of the track's media
   * @param end likewise
   */
  SampleCut(Selection.Placed source, long begin, long end) {
    this.source = source;
    this.begin = begin;
    this.end = end;
  }

  /** When the picture is shown first that is seen at a time. */
  static long begin(List<Sample> samples, long time) {
    long first = Long.MAX_VALUE;
    long seen = Long.MIN_VALUE;
    for (var sample : samples) {
      first = Math.min(first, sample.shown());
      if (sample.shown() <= time && sample.end() > time) {
        seen = Math.max(seen, sample.shown());
      }
    }
    return seen == Long.MIN_VALUE ? Math.max(first, time) : seen;
  }

  /** What is needed of the fragment in which the clip begins. */
  List<Sample> start(List<Sample> samples) {
    var left = source.track().video() ? squeezed(samples) : from(samples);
    earlier = left.getFirst().decode();
    return left;
  }

  /** Sound needs nothing of what was before. */
  private List<Sample> from(List<Sample> samples) {
    int first = 0;
    for (int i = 0; i < samples.size(); i++) {
      first = samples.get(i).shown() <= begin ? i : first;
    }
    return samples.subList(first, samples.size());
  }

  /**
   * Pictures before the beginning take one tick each to be decoded, or none where a tick is long,
   * and all are shown one picture's time before the beginning: closer to it, Chromium shows some of
   * them as the first.
   */
  private List<Sample> squeezed(List<Sample> samples) {
    var order =
        samples.stream().mapToLong(Sample::shown).filter(shown -> shown < begin).sorted().toArray();
    if (order.length == 0) {
      return samples;
    }
    int until = samples.size();
    while (samples.get(until - 1).shown() >= begin) {
      until--;
    }
    long frame = Math.max(1, samples.getFirst().duration());
    long step = order.length < frame ? 1 : 0;
    var last = samples.get(until - 1);
    long next = last.decode() + last.duration();
    long decode = Math.min(next, begin - frame - order.length * step) - until * step;
    var squeezed = new ArrayList<Sample>(samples.size());
    for (int i = 0; i < until; i++) {
      var sample = samples.get(i);
      long at = decode + i * step;
      int place = Arrays.binarySearch(order, sample.shown());
      long shown = place < 0 ? sample.shown() : begin - frame - (order.length - 1 - place) * step;
      squeezed.add(sample.at(at, shown, i < until - 1 ? step : next - at));
    }
    squeezed.addAll(samples.subList(until, samples.size()));
    return squeezed;
  }

  /** What is needed of the fragment in which the clip ends; may be empty. */
  List<Sample> end(List<Sample> samples) {
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
    return late(samples.subList(0, until), lastShown);
  }

  /** Pictures after the end, which others are made from, are shown in the clip's last ticks. */
  private List<Sample> late(List<Sample> samples, long lastShown) {
    var order =
        samples.stream().mapToLong(Sample::shown).filter(shown -> shown >= end).sorted().toArray();
    if (order.length == 0) {
      return samples;
    }
    var left = new ArrayList<Sample>(samples.size());
    for (var sample : samples) {
      int place = Arrays.binarySearch(order, sample.shown());
      long shown = Math.max(lastShown + 1, end - order.length + place);
      left.add(place < 0 ? sample : sample.at(sample.decode(), shown, sample.duration()));
    }
    return left;
  }

  /**
   * The track in the clip.
   *
   * @param timescale of the movie
   */
  Selection.Placed placed(int id, long timescale) {
    long scale = source.track().timescale();
    long stop = Math.min(end, shownEnd);
    long duration = Timescale.convert(Math.max(0, stop - begin), scale, timescale);
    var edits = new ArrayList<Edit>();
    if (begin < earlier) {
      long empty = Timescale.convert(earlier - begin, scale, timescale);
      edits.add(new Edit(empty, -1, Edit.NORMAL));
    }
    long time = Math.max(0, begin - earlier);
    if (time > 0 || !edits.isEmpty()) {
      edits.add(new Edit(duration, time, Edit.NORMAL));
    }
    return new Selection.Placed(source.track(), id, earlier, edits, duration, begin, stop);
  }
}

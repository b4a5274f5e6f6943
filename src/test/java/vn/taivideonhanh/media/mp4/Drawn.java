package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * A fragmented file of one track that is only thought of: all of it is known, and there are no
 * bytes.
 *
 * @param fragments the samples of each, in order of decoding
 */
record Drawn(Mp4Index index, List<List<Sample>> fragments) {
  private static final int KEY = 0x2000000;
  private static final int OTHER = 0x1010000;
  private static final int LENGTH = 100;
  private static final Picture PICTURE = new Picture(160, 96, 160, 96, Colour.NONE);

  /**
   * What a track is like.
   *
   * @param timescale ticks a second
   * @param sample how long each lasts, in ticks
   * @param together samples in a fragment
   * @param between pictures that are made from one before and one after; 0 for sound
   * @param seconds of all
   */
  record Plan(long timescale, long sample, int together, int between, int seconds) {
    double seconds(long ticks) {
      return (double) ticks / timescale;
    }
  }

  static Drawn video(Plan plan) throws MalformedMediaException {
    var entry = SampleEntry.vp9(PICTURE, new SampleEntry.Vp9(0, 10, 8, 1));
    return of(plan, entry, order(plan));
  }

  /** Without an edit list that leaves out what the encoder began with. */
  static Drawn sound(Plan plan) throws MalformedMediaException {
    var order = IntStream.range(0, plan.together).boxed().toList();
    return of(plan, SampleEntry.opus(2, ByteBuffer.allocate(11)), order);
  }

  private static Drawn of(Plan plan, SampleEntry entry, List<Integer> order)
      throws MalformedMediaException {
    int most = IntStream.range(0, order.size()).map(i -> i - order.get(i)).max().orElse(0);
    long delay = most * plan.sample;
    var track = new TrackWriter(entry, plan.timescale).track(delay);
    long all = plan.seconds * plan.timescale / plan.sample;
    var fragments = new ArrayList<Fragment>();
    var samples = new ArrayList<List<Sample>>();
    for (long first = 0; first < all; first += order.size()) {
      long begin = first;
      samples.add(
          IntStream.range(0, order.size())
              .mapToObj(i ->
                  sample(plan, begin + i, begin + order.get(i) + most, i == 0 || !track.video()))
              .toList());
      long length = (long) LENGTH * order.size();
      long lasts = plan.sample * order.size();
      fragments.add(new Fragment(first * LENGTH, length, first * plan.sample, lasts, true));
    }
    var sidx = new Mp4Index.Sidx(track, plan.timescale, fragments, false);
    return new Drawn(
        new Mp4Index(new MovieBox(1000, List.of(track)), sidx, Map.of()), List.copyOf(samples));
  }

  private static Sample sample(Plan plan, long decoded, long shown, boolean key) {
    return new Sample(
        decoded * LENGTH,
        LENGTH,
        decoded * plan.sample,
        shown * plan.sample,
        plan.sample,
        key ? KEY : OTHER);
  }

  /** In which order the pictures of a fragment come; of three the middle one is made from first. */
  private static List<Integer> order(Plan plan) {
    var order = new ArrayList<>(List.of(0));
    while (order.size() < plan.together) {
      int before = order.size() - 1;
      int next = Math.min(before + plan.between + 1, plan.together - 1);
      order.add(next);
      if (next - before == 4) {
        order.addAll(List.of(before + 2, before + 1, before + 3));
      } else {
        IntStream.range(before + 1, next).forEach(order::add);
      }
    }
    return order;
  }

  /** The index, with what of the samples is read for a clip. */
  Mp4Index with(List<Integer> edges) {
    int id = index.reference().id();
    return index.withRuns(
        edges.stream().map(edge -> new Sample.Run(edge, id, fragments.get(edge))).toList());
  }

  /** What comes of it into a clip. */
  List<Sample> left(Selection selection) {
    int first = index.fragments().indexOf(selection.fragments().getFirst());
    var left = new ArrayList<Sample>();
    for (int i = 0; i < selection.fragments().size(); i++) {
      var cuts = selection.cuts().get(i);
      left.addAll(cuts == null ? fragments.get(first + i) : cuts.getFirst().samples());
    }
    return left;
  }

  /** When all of it ends, as it is presented; in seconds. */
  double end(Plan plan) {
    return plan.seconds(fragments.stream().mapToLong(List::size).sum() * plan.sample);
  }
}

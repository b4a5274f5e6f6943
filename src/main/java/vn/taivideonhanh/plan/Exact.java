package vn.taivideonhanh.plan;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Size.Reason;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Direct;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Mux;
import vn.taivideonhanh.plan.StreamPlan.Track;

/** Changes between the two ways of joining, once it is known whether the files have indexes. */
public final class Exact {
  /** Most files that are asked for their lengths. */
  public static final int MOST_PARTS = 64;

  private Exact() {}

  /** Whether asking sites may make a plan's length exact. */
  public static boolean concerns(StreamPlan plan) {
    return plan.head().size().kind() != Size.Kind.EXACT
        && switch (plan) {
          case Direct _, ExactMux _ -> true;
          case Mux mux -> candidate(mux) != null || listed(mux) != null;
          case Segments segments -> listed(segments) != null || parts(segments) != null;
          case Convert _, Embed _, Text _, StreamPlan.Archive _, StreamPlan.Pipe _ -> false;
        };
  }

  /**
   * The plan of which each part can be asked for its length, being so few; null when they are more.
   */
  public static @Nullable Segments parts(Segments plan) {
    var track = plan.track();
    var source = track.source() instanceof Source.Dash dash ? dash.listed() : track.source();
    return source instanceof Source.Parts parts && parts.paths().size() <= MOST_PARTS
        ? plan.with(Map.of(track.formatId(), parts))
        : null;
  }

  /** What a plan is when its length can't be made exact. */
  public static StreamPlan unmeasured(StreamPlan plan) {
    return plan instanceof ExactMux exact && exact.head().size().kind() != Size.Kind.EXACT
        ? without(exact)
        : plan;
  }

  /** The same, with what kept it from being made exact as the reason where that is known. */
  public static StreamPlan unmeasured(StreamPlan plan, Throwable cause) {
    var left = unmeasured(plan);
    var size = left.head().size();
    boolean large =
        cause instanceof TimeoutException
            || (cause instanceof MalformedMediaException e && e.kind() == Kind.TOO_LARGE);
    return large
            && left instanceof Mux mux
            && mux.clip() != null
            && size.reason() == Reason.UNINDEXED
        ? new Mux(
            mux.head().withSize(size.inexact(Reason.LARGE)),
            mux.first(),
            mux.second(),
            mux.container(),
            mux.clip())
        : left;
  }

  /**
   * Whether what is in a clip has to be read before its length is known: one of WebM, whose frames
   * are put into another container.
   */
  public static boolean scanned(ExactMux plan) {
    return plan.clip() != null && Containers.of(plan.video().ext()).equals("webm");
  }

  /** The same before that was read. */
  public static ExactMux expected(ExactMux plan, long bytes) {
    var head = plan.head().withSize(Size.estimated(bytes).inexact(Reason.LATER));
    return new ExactMux(head, plan.video(), plan.audio(), plan.container(), plan.clip());
  }

  /** The mux of the same files from their indexes; null when they are not of a kind to have any. */
  public static @Nullable ExactMux candidate(Mux mux) {
    var other = mux.second();
    var container = Containers.of(mux.first().ext());
    boolean alike =
        mux.tracks().stream()
            .allMatch(track ->
                track.source() instanceof Source.File
                    && Containers.of(track.ext()).equals(container));
    // WebM has no edit list, without which a clip can't begin between key frames.
    var made = container.equals("webm") && mux.clip() != null ? "mp4" : container;
    return alike && !container.equals("matroska")
        ? new ExactMux(
            head(mux.head(), mux.first(), made, made), mux.first(), other, made, mux.clip())
        : null;
  }

  /**
   * The merge of the fragments that playlists name; null when there are other sources. Whether
   * these are fragments shows only when they are read.
   */
  public static @Nullable Segments listed(Mux mux) {
    var tracks = mux.tracks();
    return tracks.stream().allMatch(it -> isList(it.source()))
        ? new Segments(
            head(mux.head(), mux.first(), "mp4", "segments"),
            Segments.Way.MERGED,
            mux.first(),
            mux.second(),
            null,
            mux.clip())
        : null;
  }

  /** The same for one track whose parts would else be joined as they are. */
  public static @Nullable Segments listed(Segments plan) {
    var track = plan.track();
    return isList(track.source()) && Containers.of(track.ext()).equals("mp4")
        ? new Segments(
            head(plan.head(), track, "mp4", "merged"), Segments.Way.MERGED, track, null, null, null)
        : null;
  }

  private static boolean isList(Source source) {
    return source instanceof Source.Hls || source instanceof Source.Dash;
  }

  private static Head head(Head head, Track first, String container, String way) {
    var ext = Containers.ext(container, first.video());
    var choice = head.identity().substring(0, head.identity().lastIndexOf(':') + 1);
    return new Head(
        head.pageUrl(),
        choice + way,
        head.title(),
        ext,
        MediaTypes.of(ext),
        head.durationSeconds(),
        head.size());
  }

  /** What is left when the files turn out to have no indexes. */
  private static Mux without(ExactMux plan) {
    var head = plan.head();
    return new Mux(
        head.withSize(head.size().inexact(Reason.UNINDEXED)),
        plan.video(),
        plan.audio(),
        plan.container(),
        plan.clip());
  }

  /** The same, with the length that was worked out. */
  public static ExactMux measured(ExactMux plan, long bytes) {
    var head = plan.head().withSize(Size.exact(bytes));
    return new ExactMux(head, plan.video(), plan.audio(), plan.container(), plan.clip());
  }

  /** The same, with the lengths of its parts. */
  public static Segments measured(Segments plan, List<Long> lengths) {
    long bytes = lengths.stream().mapToLong(Long::longValue).sum();
    return new Segments(plan.head().withSize(Size.exact(bytes)), plan.track(), lengths);
  }

  /**
   * The same, with the lengths of the files of its playlists.
   *
   * @param bytes of what they make
   */
  public static Segments measured(Segments plan, List<Long> lengths, long bytes) {
    var head = plan.head().withSize(Size.exact(bytes));
    return new Segments(head, plan.way(), plan.track(), plan.audio(), lengths, plan.clip());
  }

  /**
   * The same track with its parts joined as they are.
   *
   * @param ext of the file that they make
   */
  public static Segments joined(Segments plan, String ext) {
    var head = plan.head();
    var type = plan.track().video() ? MediaTypes.of(ext) : MediaTypes.ofAudio(ext);
    var renamed =
        new Head(
            head.pageUrl(),
            head.identity() + ":" + ext,
            head.title(),
            ext,
            type,
            head.durationSeconds(),
            head.size());
    return new Segments(
        renamed, Segments.Way.JOINED, plan.track(), plan.audio(), plan.lengths(), null);
  }

  /** The same, with the length that the site tells. */
  public static Direct measured(Direct plan, long bytes) {
    return new Direct(plan.head().withSize(Size.exact(bytes)), plan.formatId(), plan.source());
  }
}

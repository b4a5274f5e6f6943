package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import vn.taivideonhanh.media.HlsPlaylist;
import vn.taivideonhanh.media.HlsPlaylist.Part;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Finds out of which parts a source is made. */
record PartLists(Reading reading) {
  /** The parts that the plan itself names. */
  static PartList of(Source.Parts source) {
    return new PartList(
        Target.of(source),
        source.paths().stream().map(path -> new Part(path, 0, null, null)).toList(),
        false,
        false);
  }

  /**
   * The parts that a source is made of. Fails with {@code SOURCE_CHANGED} when it is in none.
   *
   * @param renewed gives the source as a new analysis finds it
   */
  Future<PartList> of(Source source, Supplier<Future<Source>> renewed) {
    return switch (source) {
      case Source.Hls hls -> listed(hls, () -> renewed.get().map(Target::of));
      case Source.Parts parts -> Future.succeededFuture(of(parts));
      case Source.File _, Source.Other _ ->
          Future.failedFuture(
              new Failure(ProblemCode.SOURCE_CHANGED, "The site offers this in another way now."));
    };
  }

  /**
   * The parts that a playlist names.
   *
   * @param renewal gives a new address of the playlist
   */
  private Future<PartList> listed(Source.Hls source, Supplier<Future<Target>> renewal) {
    var reader = new FileReader(reading, Target.of(source), new ChunkSize(null), renewal);
    return reader
        .open(null)
        .compose(answer -> {
          var base = new Target(answer.response().url(), source.headers());
          return new Gathered(reader, HlsPlaylist.MAX_LENGTH)
              .bytes()
              .compose(this::parsed)
              .map(list ->
                  new PartList(
                      base, list.parts(), list.movie(), !list.fragmented() && list.continuous()));
        });
  }

  /** Off the event loop, since a list may have sixteen million characters. */
  private Future<HlsPlaylist> parsed(Buffer text) {
    return reading
        .vertx()
        .executeBlocking(() -> HlsPlaylist.parse(text.toString(UTF_8)), false)
        .map(list -> requireNonNull(list))
        .recover(cause -> Future.failedFuture(refused(cause)));
  }

  private static Throwable refused(Throwable cause) {
    if (!(cause instanceof HlsPlaylist.RefusedException refused)) {
      return cause;
    }
    return switch (refused.refusal()) {
      case LIVE -> new Failure(ProblemCode.VIDEO_LIVE, "Wait until it has ended.", null, cause);
      case ENCRYPTED ->
          new Failure(ProblemCode.VIDEO_DRM, "The site sends it encrypted.", null, cause);
      case MALFORMED, MASTER, TOO_LONG ->
          new Failure(ProblemCode.SITE_FAILED, "The site's list is not understood.", null, cause);
    };
  }
}

package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import vn.taivideonhanh.media.HlsPlaylist;
import vn.taivideonhanh.media.Part;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.dash.Manifest;
import vn.taivideonhanh.media.dash.ManifestRefusedException;
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
   * The parts that a playlist or a manifest names, or the plan itself. Fails with {@code
   * SOURCE_CHANGED} when the source is in none.
   *
   * @param analysis gives the source as a new analysis finds it
   */
  Future<PartList> of(Source source, Supplier<Future<Source>> analysis) {
    return switch (source) {
      case Source.Hls hls ->
          read(
              hls,
              analysis,
              HlsPlaylist.MAX_LENGTH,
              (text, base) -> {
                var list = HlsPlaylist.parse(text);
                boolean plain = !list.fragmented() && list.continuous();
                return new PartList(base, list.parts(), list.movie(), plain);
              });
      case Source.Dash dash ->
          read(
              dash,
              analysis,
              Manifest.MAX_LENGTH,
              (text, base) -> {
                var track = Manifest.parse(text).track(dash.name(), dash.bandwidth(), base.url());
                return new PartList(base.at(track.base()), track.parts(), track.movie(), false);
              });
      case Source.Parts parts -> Future.succeededFuture(of(parts));
      case Source.File _, Source.Other _ ->
          Future.failedFuture(
              new Failure(ProblemCode.SOURCE_CHANGED, "The site offers this in another way now."));
    };
  }

  /** Finds the list of a source; the second argument gives the source as a new analysis does. */
  interface Finder {
    Future<PartList> find(Source source, Supplier<Future<Source>> analysis);
  }

  /**
   * The parts that a source is made of; where a manifest is of no use, those that yt-dlp has made
   * out. What is encrypted is not joined.
   *
   * @param lists reads one
   */
  static Future<PartList> any(Source source, Supplier<Future<Source>> analysis, Finder lists) {
    if (!(source instanceof Source.Dash(_, _, _, _, Source.Parts listed))) {
      return lists.find(source, analysis);
    }
    // A new analysis would cost more than it gives here.
    return lists
        .find(source, () -> Future.succeededFuture(source))
        .recover(cause ->
            Failure.of(cause).code() == ProblemCode.VIDEO_DRM
                ? Future.failedFuture(cause)
                : Future.succeededFuture(of(listed)));
  }

  /** Understands a list that is at an address. */
  private interface Parser {
    PartList parse(String text, Target base) throws Exception;
  }

  private Future<PartList> read(
      Source source, Supplier<Future<Source>> analysis, int most, Parser parser) {
    var reader =
        new FileReader(
            reading, Target.of(source), new ChunkSize(null), () -> analysis.get().map(Target::of));
    return reader
        .open(null)
        .compose(answer -> {
          var base = new Target(answer.response().url(), source.headers());
          return new Gathered(reader, most).bytes().compose(text -> parsed(text, base, parser));
        });
  }

  /** Off the event loop, since a list may have sixteen million characters. */
  private Future<PartList> parsed(Buffer text, Target base, Parser parser) {
    return reading
        .vertx()
        .executeBlocking(() -> parser.parse(text.toString(UTF_8), base), false)
        .map(list -> requireNonNull(list))
        .recover(cause -> Future.failedFuture(refused(cause)));
  }

  private static Throwable refused(Throwable cause) {
    if (cause instanceof ManifestRefusedException refused) {
      return refused(refused);
    }
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

  private static Failure refused(ManifestRefusedException cause) {
    return switch (cause.refusal()) {
      case LIVE -> new Failure(ProblemCode.VIDEO_LIVE, "Wait until it has ended.", null, cause);
      case PROTECTED ->
          new Failure(ProblemCode.VIDEO_DRM, "The site sends it encrypted.", null, cause);
      case MALFORMED, PERIODS, ELSEWHERE, ABSENT, UNSUPPORTED, TOO_LONG ->
          new Failure(
              ProblemCode.SITE_FAILED, "The site's manifest is not understood.", null, cause);
    };
  }
}

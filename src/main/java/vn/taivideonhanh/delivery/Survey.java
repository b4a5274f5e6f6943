package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Probe;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Merge;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.mp4.ClipReader;
import vn.taivideonhanh.media.mp4.Mp4Index;
import vn.taivideonhanh.media.mp4.Mp4IndexReader;
import vn.taivideonhanh.media.webm.ClippedWebm;
import vn.taivideonhanh.media.webm.WebmIndexReader;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Reads the indexes of files at sites, and works out what the files make together. One is used on
 * one event loop; what was read is shared by the node.
 */
public final class Survey {
  private static final long PATIENCE = 15_000;

  /** For what covers a clip: who asks how long it will be does not wait longer. */
  private static final Duration MEASURED = Duration.ofSeconds(5);

  /** For the same when it was promised: what was read in five seconds before may take longer. */
  private static final Duration SERVED = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Upstream upstream;
  private final AppConfig.Relay limits;
  private final IndexCache cache;

  /**
   * @param upstream made for the same event loop
   * @param cache the node's
   */
  public Survey(Vertx vertx, Upstream upstream, AppConfig.Relay limits, IndexCache cache) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.limits = limits;
    this.cache = cache;
  }

  /**
   * The length of the file that a plan makes, in bytes. Fails with {@link MalformedMediaException}
   * when its sources have no indexes that are understood, and with {@link Failure} when they can't
   * be read.
   */
  public Future<Long> length(ExactMux plan) {
    var edges = new Edges(measuring(), MEASURED, plan, _ -> Survey::gone);
    return indexes(edges).compose(tracks -> merged(tracks, plan.clip())).map(Layout::length);
  }

  /** About the same for a clip of WebM, of which nothing but the indexes is read. */
  public Future<Long> expected(ExactMux plan) {
    var clip = requireNonNull(plan.clip(), "a clip is expected");
    return heads(new Edges(measuring(), MEASURED, plan, _ -> Survey::gone))
        .compose(whole -> {
          try {
            return Future.succeededFuture(ClippedWebm.expected(Indexed.webm(whole), clip));
          } catch (MalformedMediaException e) {
            return Future.failedFuture(e);
          }
        });
  }

  /**
   * Which formats of an analysis make files of exactly known length. Never fails; what can't be
   * read in five seconds is left out.
   */
  public Future<List<Merge>> merges(MediaInfo media) {
    return new Merges(vertx, this::index).of(media);
  }

  /** The lengths of the parts that a plan joins; fails when the site does not tell one of them. */
  public Future<List<Long>> lengths(Segments plan) {
    if (!(plan.track().source() instanceof Source.Parts source)) {
      return Future.failedFuture(untold());
    }
    var parts = PartLists.of(source);
    var targets = IntStream.range(0, parts.size()).mapToObj(parts::target).toList();
    return Batch.of(targets, this::length);
  }

  /**
   * The plan of playlists, with its length if that can be had: where each file is told of, and
   * there are at most {@link Exact#MOST_PARTS}. Fails with {@link MalformedMediaException} when it
   * takes an ffmpeg, and with {@link Failure} when a site does not answer.
   */
  public Future<Segments> listed(Segments plan) {
    var reader = new SegmentsReader(measuring(), _ -> Survey::gone, cache);
    return new Listing(reader, this::length).of(plan);
  }

  private Future<Long> length(Target target) {
    return upstream.probe(target.url(), target.headers()).map(Survey::length);
  }

  private static Long length(Probe probe) {
    var length = probe.status() < 300 && probe.ranges() ? probe.length() : null;
    if (length == null || length <= 0) {
      throw untold();
    }
    return length;
  }

  private static Failure untold() {
    return new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site does not tell how long it is.");
  }

  /** The index of a file whose address is fresh. */
  private Future<Indexed> index(String ext, Source.File file) {
    return index(measuring(), new Wanted(ext, file, Mp4IndexReader::new), Survey::gone);
  }

  private Reading measuring() {
    return new Reading(vertx, upstream, limits, new Meter());
  }

  private static <T> Future<T> gone() {
    return Future.failedFuture(
        new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site does not give this file."));
  }

  /**
   * What a plan makes.
   *
   * @param reading of the stream that wants it
   */
  Future<Assembly> assembly(Reading reading, ExactMux plan, Sources sources) {
    var edges = new Edges(reading, SERVED, plan, track -> sources.of(track.formatId()));
    return indexes(edges)
        .compose(tracks -> assembled(plan, tracks, sources))
        .recover(cause -> Future.failedFuture(failure(cause)));
  }

  /** The indexes of a plan's files, with what its clip needs of them. */
  private Future<List<Indexed>> indexes(Edges edges) {
    var clip = edges.plan().clip();
    return clip == null
        ? heads(edges)
        : heads(edges).compose(whole -> edges.of(whole, clip, cache));
  }

  private Future<List<Indexed>> heads(Edges edges) {
    LongFunction<IndexReader<Mp4Index>> mp4 =
        edges.plan().clip() == null ? Mp4IndexReader::new : ClipReader::new;
    return Future.all(
            edges.plan().tracks().stream()
                .map(track ->
                    index(
                        edges.reading(),
                        new Wanted(track.ext(), file(track), mp4),
                        edges.renewal().apply(track)))
                .toList())
        .map(all -> all.<Indexed>list());
  }

  private Future<Assembly> assembled(ExactMux plan, List<Indexed> indexes, Sources sources) {
    return merged(indexes, plan.clip())
        .map(layout -> {
          var parts = new ArrayList<Assembly.Part>();
          for (int i = 0; i < indexes.size(); i++) {
            var track = plan.tracks().get(i);
            parts.add(
                new Assembly.Part(
                    file(track), indexes.get(i).validator(), sources.of(track.formatId())));
          }
          return new Assembly(layout, parts);
        });
  }

  static Throwable failure(Throwable cause) {
    return cause instanceof MalformedMediaException
        ? new Failure(
            ProblemCode.SOURCE_CHANGED, "The site's file has no index any more.", null, cause)
        : cause;
  }

  private Future<Layout> merged(List<Indexed> indexes, @Nullable Clip clip) {
    if (clip != null) {
      // Tables of hundreds of thousands of samples take longer than an event loop should.
      return vertx
          .executeBlocking(() -> Indexed.merged(indexes, clip), false)
          .map(layout -> requireNonNull(layout));
    }
    try {
      return Future.succeededFuture(Indexed.merged(indexes, clip));
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  /** Forgets what was read of a plan's sources: they have changed. */
  void forget(StreamPlan plan) {
    plan.sources().values().forEach(cache::forget);
  }

  /** Reads the lists of parts that a plan's sources are. */
  SegmentsReader lists(Reading reading, Sources sources) {
    return new SegmentsReader(reading, track -> () -> sources.source(track.formatId()), cache);
  }

  /**
   * A file whose index is read.
   *
   * @param ext by which it is known how that is done
   * @param mp4 reads one that is MP4
   */
  private record Wanted(String ext, Source.File file, LongFunction<IndexReader<Mp4Index>> mp4) {}

  private Future<Indexed> index(Reading reading, Wanted wanted, Supplier<Future<Target>> renewal) {
    var file = wanted.file;
    return cache.get(
        file.url(),
        () ->
            Indexed.webm(wanted.ext)
                ? read(
                    new HeadReader<>(reading, file, renewal, WebmIndexReader::new),
                    Indexed.Webm::of)
                : read(new HeadReader<>(reading, file, renewal, wanted.mp4), Indexed.Mp4::of));
  }

  private static <T> Future<Indexed> read(
      HeadReader<T> head, Function<HeadReader.Head<T>, Indexed> indexed) {
    return head.read()
        .timeout(PATIENCE, TimeUnit.MILLISECONDS)
        .map(indexed)
        .onFailure(_ -> head.abort());
  }

  static Source.File file(Track track) {
    if (track.source() instanceof Source.File file) {
      return file;
    }
    throw new IllegalStateException("only files have indexes");
  }
}

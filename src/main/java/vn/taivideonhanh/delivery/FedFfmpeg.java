package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Access;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Door;
import vn.taivideonhanh.process.Limits;

/**
 * Starts an ffmpeg that reads tracks from the loopback feed, and knows whether it was given all of
 * them.
 */
final class FedFfmpeg {
  private static final long MEMORY = 1L << 30;
  private static final int PROCESSES = 64;

  private final Session session;
  private final Shop shop;
  private final Renewal<StreamPlan> renewal;
  private final TrackInputs inputs;
  private final List<FeedInput> feeds = new ArrayList<>();
  private final Set<Door> doors = new HashSet<>();

  /** What it works with. */
  record Shop(Reading reading, Workshop workshop, Feed feed) {}

  FedFfmpeg(Session session, DeliveryRequest request, Shop shop) {
    this.session = session;
    this.shop = shop;
    renewal = new Renewal<>(request.renew());
    var child = new YtDlpChild(shop.reading(), session, shop.workshop());
    inputs = new TrackInputs(shop.reading(), request.plan().head(), child);
  }

  /**
   * Opens a track and offers it to the child.
   *
   * @param same finds the track in a plan that was made anew; null when it is not there
   */
  Future<Opened> open(Track track, Function<StreamPlan, @Nullable Track> same) {
    var input = inputs.of(track, () -> renewed(same));
    feeds.add(input);
    session.atEnd(input::abort);
    input.failed().onFailure(session::fail);
    return input
        .open()
        .compose(head -> {
          var container = recognized(head, track);
          boolean adts = container.hasAdts(head);
          var seconds = SourceDuration.of(head, container);
          return offer(input)
              .map(url -> new FfmpegCommand.Input(track, container, adts, url))
              .map(offered -> new Opened(offered, seconds));
        });
  }

  /**
   * A track that a child can read.
   *
   * @param seconds what the source itself says of its duration; null when it does not
   */
  record Opened(FfmpegCommand.Input input, @Nullable Double seconds) {}

  /** Offers a short text to the child; gives its address. */
  Future<String> offer(byte[] text) {
    var input = new MemoryInput(text);
    feeds.add(input);
    return offer(input);
  }

  private Future<String> offer(FeedInput input) {
    return shop.feed()
        .offer(input, session)
        .map(offer -> {
          doors.add(offer.door());
          return offer.url();
        });
  }

  /** Starts the child, which reaches what was offered and nothing else. */
  Future<ChildFlow> spawn(List<String> command) {
    var limits = shop.reading().limits();
    var most = limits.muxMax();
    var bounds =
        Limits.LOOSE
            .withWall(most)
            .withCpu(most)
            .withMemory(MEMORY)
            .withFileSize(0)
            .withProcesses(PROCESSES);
    var access = Access.reading(Set.of(shop.workshop().ffmpeg())).withDoors(doors);
    var spec =
        ChildSpec.of(shop.workshop().directory(), command).withLimits(bounds).withAccess(access);
    // Each input takes up its source again by itself; this is for an ffmpeg that hangs.
    var patience = limits.stall().multipliedBy(limits.retries() + 2L);
    return ChildFlow.spawn(shop.workshop().children(), spec, session, patience);
  }

  /** Whether the child was given all that it asked for. */
  boolean whole() {
    return feeds.stream().allMatch(FeedInput::whole);
  }

  /** The plan with fresh sources; those who ask at the same time share it. */
  Future<StreamPlan> renewed() {
    return renewal.get();
  }

  private Future<Source> renewed(Function<StreamPlan, @Nullable Track> same) {
    return renewed()
        .map(fresh -> {
          var track = same.apply(fresh);
          if (track == null) {
            throw new Failure(
                ProblemCode.SOURCE_CHANGED, "The site offers this in another way now.");
          }
          return track.source();
        });
  }

  private static Container recognized(ByteBuf head, Track track) {
    var container = Container.of(head, track.ext());
    if (container == null) {
      throw new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site sends something else instead.");
    }
    return container;
  }
}

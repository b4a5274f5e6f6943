package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.Embed;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * Joins one or two tracks, and subtitles if there are any, by an ffmpeg that reads them from the
 * loopback feed. The end is clean only when ffmpeg ended well and every byte that it wanted was
 * given to it.
 */
final class MuxLane {
  private final DeliveryRequest request;
  private final Session session;
  private final FedFfmpeg.Shop shop;

  MuxLane(Session session, DeliveryRequest request, FedFfmpeg.Shop shop) {
    this.session = session;
    this.request = request;
    this.shop = shop;
  }

  void run(StreamPlan.Mux plan) {
    run(plan, List.of());
  }

  void run(Embed plan) {
    run(plan.mux(), plan.subtitles());
  }

  private void run(StreamPlan.Mux plan, List<StreamPlan.Subtitle> subtitles) {
    var body = new ChildBody(session, request);
    if (!body.wanted()) {
      return;
    }
    shop.workshop().slots().take(session);
    var ffmpeg = new FedFfmpeg(session, request, shop);
    var texts = new SubtitleInputs(shop.reading(), session, ffmpeg).of(subtitles, plan.container());
    var tracks = new ArrayList<Future<FedFfmpeg.Opened>>();
    tracks.add(ffmpeg.open(plan.first(), of(StreamPlan.Mux::first)));
    if (plan.second() != null) {
      tracks.add(ffmpeg.open(plan.second(), of(StreamPlan.Mux::second)));
    }
    Future.all(Future.all(tracks), texts)
        .compose(_ -> spawn(ffmpeg, plan, inputs(tracks), texts.result()))
        .onSuccess(flow -> body.pass(flow, new DurationPatch(plan), () -> whole(plan, ffmpeg)))
        .onFailure(session::fail);
  }

  private static List<FfmpegCommand.Input> inputs(List<Future<FedFfmpeg.Opened>> tracks) {
    return tracks.stream().map(track -> track.result().input()).toList();
  }

  private Future<ChildFlow> spawn(
      FedFfmpeg ffmpeg,
      StreamPlan.Mux plan,
      List<FfmpegCommand.Input> inputs,
      List<FfmpegCommand.Text> texts) {
    var command = new FfmpegCommand(shop.workshop().ffmpeg()).of(plan, inputs, texts);
    return ffmpeg.spawn(command);
  }

  private static Function<StreamPlan, @Nullable Track> of(
      Function<StreamPlan.Mux, @Nullable Track> track) {
    return fresh -> {
      var plan = fresh instanceof Embed embed ? embed.mux() : fresh;
      return plan instanceof StreamPlan.Mux mux ? track.apply(mux) : null;
    };
  }

  /** Of a source whose part is wanted the rest is not read; that it failed is told otherwise. */
  private static boolean whole(StreamPlan.Mux plan, FedFfmpeg ffmpeg) {
    return plan.clip() != null || ffmpeg.whole();
  }
}

package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;

/** Plans of playlists that an origin has. */
record Lists(Vertx vertx, Origin origin) {
  /** As an analysis leads to, before anything is read. */
  StreamPlan.Mux mux(String video, @Nullable String audio) {
    var head = Rig.head("In fragments", "mp4", 5);
    return new StreamPlan.Mux(
        new StreamPlan.Head(
            head.pageUrl(),
            "1:site:1:v+a:mp4",
            head.title(),
            head.ext(),
            head.mediaType(),
            head.durationSeconds(),
            head.size()),
        track("v", video),
        audio == null ? null : track("a", audio),
        "mp4");
  }

  /** Sound alone. */
  StreamPlan.Mux sound(String path) {
    var mux = mux(path, null);
    return new StreamPlan.Mux(mux.head(), track("a", path), null, "mp4");
  }

  /** A part of it. */
  StreamPlan.Mux clipped(StreamPlan.Mux mux, vn.taivideonhanh.media.Clip clip) {
    return new StreamPlan.Mux(mux.head(), mux.first(), mux.second(), mux.container(), clip);
  }

  private Track track(String id, String path) {
    boolean video = id.equals("v");
    return new Track(id, "mp4", new Source.Hls(origin.url(path), Map.of()), video, !video);
  }

  /** As it is done when a token is asked. */
  Segments measured(StreamPlan.Mux mux) {
    Promise<Segments> measured = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(_ -> {
          var upstream = new Upstream(vertx, Rig.egress(origin.port()), Rig.LIMITS);
          new Survey(vertx, upstream, Rig.LIMITS, new IndexCache())
              .listed(requireNonNull(Exact.listed(mux)))
              .eventually(upstream::close)
              .onComplete(measured);
        });
    return measured.future().await();
  }

  /** What makes ffmpeg write fragments and their list. */
  static String[] fragments(Clip media, String name, String parts, String... more) {
    var options =
        Stream.of(
            "-f",
            "hls",
            "-hls_list_size",
            "0",
            "-hls_segment_type",
            "fmp4",
            "-hls_fmp4_init_filename",
            name + "-init.mp4",
            "-hls_segment_filename",
            media.file(parts).toString());
    return Stream.concat(options, Stream.of(more)).toArray(String[]::new);
  }
}

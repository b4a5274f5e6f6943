package vn.taivideonhanh;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.delivery.ChildSlots;
import vn.taivideonhanh.delivery.Delivery;
import vn.taivideonhanh.delivery.Workshop;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.process.Children;

/** Makes what moves the streams of one event loop; the slots for children are the node's. */
final class Deliveries implements Function<Vertx, Delivery> {
  private final AppConfig config;
  private final Workshop workshop;

  Deliveries(AppConfig config, Children children, Toolbox tools) {
    this.config = config;
    var ffmpeg = tools.ffmpeg();
    this.workshop =
        new Workshop(
            children,
            new ChildSlots(config.relay().childrenAtOnce()),
            // A missing program fails where a stream needs it, with the other lanes unharmed.
            ffmpeg == null ? Path.of("ffmpeg") : ffmpeg.program(),
            command(tools),
            tools.work());
  }

  private static List<String> command(Toolbox tools) {
    var python = tools.python();
    var ytDlp = tools.ytDlp();
    if (ytDlp == null || python == null) return List.of();
    return List.of(
        python.program().toString(),
        "-I",
        "-B",
        "-c",
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import yt_dlp; yt_dlp.main()",
        ytDlp.path().toString());
  }

  @Override
  public Delivery apply(Vertx vertx) {
    var upstream = new Upstream(vertx, config.egress(), config.relay());
    return new Delivery(vertx, upstream, config.relay(), workshop);
  }
}

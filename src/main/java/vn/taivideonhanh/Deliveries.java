package vn.taivideonhanh;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.function.Function;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.delivery.ChildSlots;
import vn.taivideonhanh.delivery.Delivery;
import vn.taivideonhanh.delivery.IndexCache;
import vn.taivideonhanh.delivery.Workshop;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.extract.ToolsInUse;
import vn.taivideonhanh.extract.Way;
import vn.taivideonhanh.extract.YtDlpCommand;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.splice.Tubes;

/** Makes what moves the streams of one event loop; the slots for children are the node's. */
final class Deliveries implements Function<Vertx, Delivery> {
  private final AppConfig config;
  private final ToolsInUse tools;
  private final Proxies proxies;
  private final Workshop workshop;

  /** What others of the node use, too. */
  record Shared(Children children, IndexCache indexes, MeterRegistry meters) {}

  Deliveries(AppConfig config, Shared shared, ToolsInUse tools, Proxies proxies) {
    this.config = config;
    this.tools = tools;
    this.proxies = proxies;
    var found = tools.current();
    var ffmpeg = found.ffmpeg();
    this.workshop =
        new Workshop(
            shared.children,
            new ChildSlots(config.relay().childrenAtOnce()),
            // A missing program fails where a stream needs it; the other lanes do without.
            ffmpeg == null ? Path.of("ffmpeg") : ffmpeg.program(),
            this::ytDlp,
            found.work(),
            shared.indexes,
            tubes(shared.meters));
  }

  private Tubes tubes(MeterRegistry meters) {
    var tubes = config.relay().splice() ? Tubes.ofSystem() : Tubes.none();
    var _ =
        FunctionCounter.builder("tvn.stream.spliced.bytes", tubes, Tubes::moved)
            .description("Bytes that the kernel moved from sites to clients by itself.")
            .baseUnit("bytes")
            .register(meters);
    return tubes;
  }

  private Workshop.Run ytDlp(String formatId, String pageUrl) {
    var pass = proxies.open("stream", Proxies.Kind.STREAM);
    try {
      var spec = YtDlpCommand.stream(tools.current(), formatId, pageUrl, Way.of(pass, proxies));
      return new Workshop.Run(spec, pass::close);
    } catch (Failure impossible) {
      pass.close();
      throw impossible;
    }
  }

  @Override
  public Delivery apply(Vertx vertx) {
    var upstream = Upstream.of(vertx, config);
    return new Delivery(vertx, upstream, config.relay(), workshop);
  }
}

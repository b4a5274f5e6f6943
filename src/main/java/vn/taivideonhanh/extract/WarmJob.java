package vn.taivideonhanh.extract;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.egress.Pass;
import vn.taivideonhanh.media.MediaInfo;

/** A job of the warm extractor; used on the extractor's context only. */
final class WarmJob {
  final String id;
  final String url;
  final Consumer<String> step;
  final CompletableFuture<MediaInfo> result = new CompletableFuture<>();

  /** Whether the running extractor knows of it. */
  boolean sent;

  /** The process group that works on it; null before it has started. */
  @Nullable Long group;

  /** Its way to sites; null before it is given to an extractor. */
  @Nullable Pass pass;

  WarmJob(String id, String url, Consumer<String> step) {
    this.id = id;
    this.url = url;
    this.step = step;
  }

  String order(Pass way) {
    return new JsonObject()
            .put("op", "extract")
            .put("id", id)
            .put("url", url)
            .put("proxy", way.url())
            .encode()
        + "\n";
  }
}

package vn.taivideonhanh.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sample media as contents. */
final class MediaFolder {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("mp4", "video/mp4"),
          Map.entry("m4s", "video/iso.segment"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ts", "video/mp2t"),
          Map.entry("m3u8", "application/vnd.apple.mpegurl"),
          Map.entry("mpd", "application/dash+xml"),
          Map.entry("vtt", "text/vtt;charset=utf-8"),
          Map.entry("jpg", "image/jpeg"));
  private static final Set<String> BESIDES = Set.of("m3u8", "mpd", "vtt", "jpg");

  private final Vertx vertx;
  private final Path folder;

  MediaFolder(Vertx vertx, Path folder) {
    this.vertx = vertx;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Opens the file of that name; gives null when there is none. The caller closes it. */
  Future<@Nullable Content> open(String name) {
    var path = folder.resolve(name).normalize();
    var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (!path.startsWith(folder) || type == null) {
      return Future.succeededFuture(null);
    }
    var files = vertx.fileSystem();
    return files
        .props(path.toString())
        .compose(props ->
            files
                .open(path.toString(), new OpenOptions().setRead(true).setWrite(false))
                .<@Nullable Content>map(file ->
                    new Content.Stored(type, tag(props), props.size(), isMedia(name), file)))
        .otherwise(_ -> null);
  }

  private static String tag(FileProps props) {
    return "\"%x-%x\"".formatted(props.size(), props.lastModifiedTime());
  }

  private static boolean isMedia(String name) {
    return !BESIDES.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}

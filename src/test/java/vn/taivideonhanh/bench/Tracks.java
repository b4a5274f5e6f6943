package vn.taivideonhanh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts video and sound apart into a site's folder, each a fragmented MP4 file with an index, and a
 * DASH manifest that names both.
 */
final class Tracks {
  private static final String INDEXED = "+default_base_moof+global_sidx+dash";

  private final Path folder;

  Tracks(Path folder) {
    this.folder = folder;
  }

  /** Pictures that can't be packed, about so many bytes of them. */
  void make(long bytes) throws IOException, InterruptedException {
    run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=1280x720:rate=25:duration=5",
        "-vf",
        "noise=alls=90:allf=t",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-g",
        "25",
        "-qp",
        "0",
        "once.mp4");
    run("-f", "lavfi", "-i", "sine=440:duration=5", "-c:a", "aac", "once.m4a");
    var times = String.valueOf(bytes / Files.size(folder.resolve("once.mp4")));
    run(
        "-stream_loop",
        times,
        "-i",
        "once.mp4",
        "-c",
        "copy",
        "-movflags",
        "+frag_keyframe" + INDEXED,
        "v.mp4");
    run(
        "-stream_loop",
        times,
        "-i",
        "once.m4a",
        "-c",
        "copy",
        "-movflags",
        INDEXED,
        "-frag_duration",
        "2000000",
        "-f",
        "mp4",
        "a.m4a");
    Files.writeString(
        folder.resolve("tracks.mpd"),
        """
        <?xml version="1.0" encoding="utf-8"?>
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"
            type="static" mediaPresentationDuration="PT60S" minBufferTime="PT2S">
          <Period>
            <AdaptationSet mimeType="video/mp4" contentType="video">
              <Representation id="v" codecs="avc1.f4001f" bandwidth="90000000" width="1280" height="720">
                <BaseURL>v.mp4</BaseURL>
              </Representation>
            </AdaptationSet>
            <AdaptationSet mimeType="audio/mp4" contentType="audio">
              <Representation id="a" codecs="mp4a.40.2" bandwidth="64000" audioSamplingRate="44100">
                <BaseURL>a.m4a</BaseURL>
              </Representation>
            </AdaptationSet>
          </Period>
        </MPD>
        """);
    Files.writeString(
        folder.resolve("tracks.html"),
        "<!doctype html><title>Tracks</title>"
            + "<video><source src=\"tracks.mpd\" type=\"application/dash+xml\"></video>");
  }

  private void run(String... options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of(options));
    var log = folder.resolve("ffmpeg.log").toFile();
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    var process = builder.redirectErrorStream(true).redirectOutput(log).start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(log.toPath()));
    }
  }
}

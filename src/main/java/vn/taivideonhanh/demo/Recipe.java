package vn.taivideonhanh.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ffmpeg runs that make the sample media, in order. Their paths are relative to the folder. */
final class Recipe {
  /** Of every sample, in seconds; the long one is a repetition. */
  static final int SECONDS = 12;

  /** A key frame a second: parts can be cut anywhere. */
  private static final String H264 =
      "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 -keyint_min 25 -sc_threshold 0";

  private static final String INDEXED =
      "-movflags +frag_keyframe+default_base_moof+global_sidx+dash";

  private static final String SOUND =
      "-f lavfi -i sine=frequency=%d:beep_factor=4:sample_rate=48000 -t " + SECONDS;

  private Recipe() {}

  /** The arguments of each run. */
  static List<List<String>> runs() {
    return Stream.of(files(), tracks(), lists()).flatMap(List::stream).map(Recipe::words).toList();
  }

  private static List<String> files() {
    return List.of(
        picture("1280x720", "1500k", "128k") + " clip-720p.mp4",
        picture("640x360", "500k", "96k") + " clip-360p.mp4",
        "-i clip-360p.mp4 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -row-mt 1 -b:v 400k -g 25"
            + " -c:a libopus -b:a 64k clip-360p.webm",
        "-stream_loop 6 -i clip-720p.mp4 -c copy -movflags +faststart long-720p.mp4",
        SOUND.formatted(660) + " -c:a aac -b:a 64k -metadata:s:a:0 language=eng clip-en.m4a",
        "-i clip-360p.mp4 -vn -c:a libmp3lame -b:a 128k audio.mp3",
        "-ss 5 -i clip-360p.mp4 -frames:v 1 -q:v 4 poster.jpg",
        // Two sheets of six pictures, one of each second.
        "-i clip-360p.mp4 -vf fps=1,scale=160:90,tile=3x2 -q:v 4 board-%d.jpg");
  }

  /** The picture has a running clock in its left corner. */
  private static String picture(String size, String video, String audio) {
    var rate = "-b:v %1$s -maxrate %1$s -bufsize %1$s".formatted(video);
    return ("-f lavfi -i testsrc2=size=%s:rate=25 " + SOUND).formatted(size, 440)
        + " "
        + H264
        + " "
        + rate
        + " -c:a aac -b:a "
        + audio
        + " -metadata:s:a:0 language=vie -movflags +faststart";
  }

  private static List<String> tracks() {
    return List.of(
        "-i clip-720p.mp4 -map 0:v -c copy " + INDEXED + " video-720p.mp4",
        "-i clip-360p.mp4 -map 0:v -c copy " + INDEXED + " video-360p.mp4",
        "-i clip-360p.webm -map 0:v -c copy -dash 1 video-360p.webm",
        "-i clip-360p.webm -map 0:a -c copy -dash 1 audio.webm",
        "-i clip-720p.mp4 -map 0:a -c copy -frag_duration 2000000"
            + " -movflags +default_base_moof+global_sidx+dash -f mp4 audio-vi.m4a",
        "-i clip-en.m4a -map 0:a -c copy -frag_duration 2000000"
            + " -movflags +default_base_moof+global_sidx+dash -f mp4 audio-en.m4a");
  }

  /** The masters of the HLS lists come with the jar: ffmpeg leaves the codecs out of its own. */
  private static List<String> lists() {
    var inputs = "-i clip-720p.mp4 -i clip-360p.mp4 -i clip-en.m4a";
    var hls = " -c copy -f hls -hls_time 4 -hls_playlist_type vod ";
    return List.of(
        inputs
            + " -map 0:v -map 1:v -map 0:a -map 2:a"
            + hls
            + "-hls_segment_type fmp4 -hls_fmp4_init_filename init.mp4"
            + " -hls_segment_filename hls-fmp4/%v/part-%d.m4s -var_stream_map"
            + " v:0,agroup:sound,name:720p~v:1,agroup:sound,name:360p"
            + "~a:0,agroup:sound,language:vi,name:vi~a:1,agroup:sound,language:en,name:en"
            + " hls-fmp4/%v/index.m3u8",
        inputs
            + " -map 0:v -map 0:a -map 1:v -map 1:a"
            + hls
            + "-hls_segment_filename hls-ts/%v/part-%d.ts"
            + " -var_stream_map v:0,a:0,name:720p~v:1,a:1,name:360p hls-ts/%v/index.m3u8",
        inputs
            + " -map 0:v -map 1:v -map 0:a -map 2:a -c copy -f dash -seg_duration 4"
            + " -use_template 1 -use_timeline 1"
            + " -adaptation_sets id=0,streams=0,1~id=1,streams=2~id=2,streams=3 dash/manifest.mpd");
  }

  /** Splits at spaces; a tilde is a space within a word. */
  private static List<String> words(String line) {
    var words = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error", "-nostdin", "-y"));
    for (var word : line.strip().split(" +", -1)) {
      words.add(word.replace('~', ' '));
    }
    return List.copyOf(words);
  }
}

package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Format;

/** The forms that sound is made into. */
public enum AudioForm {
  /** The best variable rate, LAME's V0. */
  @JsonProperty("mp3")
  MP3("mp3", "mp3", "mp3", "libmp3lame", 245_000),
  @JsonProperty("mp3-320")
  MP3_320("mp3-320", "mp3", null, "libmp3lame", 320_000),
  @JsonProperty("mp3-192")
  MP3_192("mp3-192", "mp3", null, "libmp3lame", 192_000),
  @JsonProperty("m4a")
  M4A("m4a", "m4a", "aac", "aac", 192_000),
  @JsonProperty("opus")
  OPUS("opus", "opus", "opus", "libopus", 160_000),
  @JsonProperty("flac")
  FLAC("flac", "flac", "flac", "flac", 800_000),
  @JsonProperty("wav")
  WAV("wav", "wav", null, "pcm_s16le", 1_536_000);

  private final String id;
  private final String ext;
  private final @Nullable String family;
  private final String encoder;
  private final int bitrate;

  AudioForm(String id, String ext, @Nullable String family, String encoder, int bitrate) {
    this.id = id;
    this.ext = ext;
    this.family = family;
    this.encoder = encoder;
    this.bitrate = bitrate;
  }

  /** The id of its preset. */
  public String id() {
    return id;
  }

  /** Of the file's name. */
  public String ext() {
    return ext;
  }

  /** ffmpeg's name of what makes it. */
  public String encoder() {
    return encoder;
  }

  /** Bits a second, about; of the constant rates, exactly. */
  public int bitrate() {
    return bitrate;
  }

  /** Whether a format's sound is in this form already and needs only another file around it. */
  public boolean isOf(Format format) {
    return family != null && Objects.equals(family, Codecs.family(format.audioCodec()));
  }

  /** The form whose preset has that id; null when there is none. */
  public static @Nullable AudioForm named(String id) {
    return Arrays.stream(values()).filter(form -> form.id.equals(id)).findFirst().orElse(null);
  }

  /** The encoders of all forms that are not among these. */
  public static Collection<String> missing(Collection<String> encoders) {
    return Arrays.stream(values())
        .map(AudioForm::encoder)
        .filter(encoder -> !encoders.contains(encoder))
        .distinct()
        .toList();
  }
}

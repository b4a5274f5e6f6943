package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a player has to know to decode a track (ISO/IEC 14496-12, 8.5.2), written here. */
public final class SampleEntry {
  /** Of Opus, whatever was encoded (RFC 7845, 5.1). */
  public static final int OPUS_RATE = 48_000;

  private static final int DPI_72 = 0x480000;
  private static final int DEPTH = 0x18;

  private final int codec;
  private final @Nullable Picture picture;
  private final ByteBuffer box;

  private SampleEntry(int codec, @Nullable Picture picture, BoxWriter out) {
    this.codec = codec;
    this.picture = picture;
    this.box = out.end().bytes();
  }

  /**
   * How VP9 is coded.
   *
   * @param profile from 0 to 3
   * @param level ten times the level's number; 0 when it is not known
   * @param depth bits of a sample
   * @param chroma as in {@code vpcC}: 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
   */
  public record Vp9(int profile, int level, int depth, int chroma) {}

  /** VP9 (VP Codec ISO Media File Format Binding, version 1). */
  public static SampleEntry vp9(Picture picture, Vp9 coding) {
    var colour = picture.colour();
    var out = visual(BoxType.VP09, picture);
    out.begin(BoxType.VPCC, 1, 0).i8(coding.profile).i8(coding.level);
    out.i8(coding.depth << 4 | coding.chroma << 1 | (colour.full() ? 1 : 0));
    out.i8(colour.primaries()).i8(colour.transfer()).i8(colour.matrix()).i16(0).end();
    return new SampleEntry(BoxType.VP09, picture, coloured(out, picture));
  }

  /**
   * AV1 (AV1 Codec ISO Media File Format Binding, 2.3).
   *
   * @param configuration what an {@code av1C} box holds
   */
  public static SampleEntry av1(Picture picture, ByteBuffer configuration) {
    var out = visual(BoxType.AV01, picture);
    out.begin(BoxType.AV1C).put(configuration).end();
    return new SampleEntry(BoxType.AV01, picture, coloured(out, picture));
  }

  /**
   * Opus (Encapsulation of Opus in ISO Base Media File Format, 4.3.2).
   *
   * @param channels from 1 to 255
   * @param configuration what a {@code dOps} box holds
   */
  public static SampleEntry opus(int channels, ByteBuffer configuration) {
    var out = new BoxWriter().begin(BoxType.OPUS).zeros(6).i16(1).zeros(8);
    out.i16(channels).i16(16).i32(0).i32(OPUS_RATE << 16);
    out.begin(BoxType.DOPS).put(configuration).end();
    return new SampleEntry(BoxType.OPUS, null, out);
  }

  /** A {@code VisualSampleEntry} (12.1.3), which goes on. */
  private static BoxWriter visual(int type, Picture picture) {
    var out = new BoxWriter().begin(type).zeros(6).i16(1).zeros(16);
    out.i16(picture.width()).i16(picture.height()).i32(DPI_72).i32(DPI_72).i32(0).i16(1);
    return out.zeros(32).i16(DEPTH).i16(-1);
  }

  /** Colours (12.1.5), where something is said of them, and the shape of samples (12.1.4). */
  private static BoxWriter coloured(BoxWriter out, Picture picture) {
    var colour = picture.colour();
    if (!colour.equals(Colour.NONE)) {
      out.begin(BoxType.COLR).i32(BoxType.NCLX);
      out.i16(colour.primaries()).i16(colour.transfer()).i16(colour.matrix());
      out.i8(colour.full() ? 0x80 : 0).end();
    }
    var aspect = picture.aspect();
    if (aspect[0] != aspect[1]) {
      out.begin(BoxType.PASP).i32((int) aspect[0]).i32((int) aspect[1]).end();
    }
    return out;
  }

  int codec() {
    return codec;
  }

  /** Null for sound. */
  @Nullable Picture picture() {
    return picture;
  }

  /** The whole entry. */
  ByteBuffer box() {
    return box;
  }
}

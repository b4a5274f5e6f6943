package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;
import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import java.nio.ByteBuffer;
import java.util.Set;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.mp4.Colour;
import vn.taivideonhanh.media.mp4.Picture;
import vn.taivideonhanh.media.mp4.SampleEntry;

/** What a track's entry says (RFC 9559, 5.1.4.1), as MP4 says it. */
final class TrackSettings {
  /** Of a picture, when nothing is said: a thirtieth of a second. */
  private static final long USUAL_DURATION = 33_333_333;

  /** Of the parts of a configuration of AV1 that are always there. */
  private static final int LEAST_AV1C = 4;

  /** Of what may be in WebM, what has a place in MP4 that players know. */
  private static final Set<String> HOUSED = Set.of("V_VP9", "V_AV1", "A_OPUS");

  private static final int MOST_CODE = 255;

  private String codec = "";
  private ByteBuffer configuration = ByteBuffer.allocate(0);
  private long delay;
  private long duration;
  private long width;
  private long height;
  private long shownWidth;
  private long shownHeight;
  private Colour colour = Colour.NONE;

  private TrackSettings() {}

  /**
   * @throws MalformedMediaException for a track of which MP4 can't say all
   */
  static TrackSettings of(TrackEntry track) throws MalformedMediaException {
    var settings = new TrackSettings();
    var elements = new Cursor(track.settings());
    for (var element = elements.next(); element != null; element = elements.next()) {
      switch (element.id()) {
        case ElementId.CODEC_ID -> settings.codec = element.text();
        case ElementId.CODEC_PRIVATE -> settings.configuration = element.body();
        case ElementId.CODEC_DELAY -> settings.delay = element.unsigned();
        case ElementId.DEFAULT_DURATION -> settings.duration = element.unsigned();
        case ElementId.VIDEO -> settings.video(element.cursor());
        default -> {}
      }
    }
    return settings;
  }

  /** Refuses a codec that {@link #entry} would refuse. */
  void check(boolean video) throws MalformedMediaException {
    if (!HOUSED.contains(codec) || codec.startsWith("V_") != video) {
      throw unsupported("a codec that MP4 has no good place for");
    }
  }

  private void video(Cursor video) throws MalformedMediaException {
    for (var element = video.next(); element != null; element = video.next()) {
      switch (element.id()) {
        case ElementId.PIXEL_WIDTH -> width = element.unsigned();
        case ElementId.PIXEL_HEIGHT -> height = element.unsigned();
        case ElementId.DISPLAY_WIDTH -> shownWidth = element.unsigned();
        case ElementId.DISPLAY_HEIGHT -> shownHeight = element.unsigned();
        case ElementId.COLOUR -> colour = colour(element.cursor());
        case ElementId.STEREO_MODE,
            ElementId.ALPHA_MODE,
            ElementId.CROP_BOTTOM,
            ElementId.CROP_TOP,
            ElementId.CROP_LEFT,
            ElementId.CROP_RIGHT ->
            plain(element.unsigned());
        case ElementId.PROJECTION -> throw unsupported("pictures on a sphere");
        default -> {}
      }
    }
  }

  private static void plain(long said) throws MalformedMediaException {
    if (said != 0) {
      throw unsupported("pictures in relief, transparent or cropped");
    }
  }

  private static Colour colour(Cursor colour) throws MalformedMediaException {
    int primaries = Colour.NONE.primaries();
    int transfer = Colour.NONE.transfer();
    int matrix = Colour.NONE.matrix();
    boolean full = false;
    for (var element = colour.next(); element != null; element = colour.next()) {
      switch (element.id()) {
        case ElementId.PRIMARIES -> primaries = code(element);
        case ElementId.TRANSFER_CHARACTERISTICS -> transfer = code(element);
        case ElementId.MATRIX_COEFFICIENTS -> matrix = code(element);
        case ElementId.RANGE -> full = element.unsigned() == 2;
        case ElementId.MASTERING -> throw unsupported("what a display was like");
        default -> {}
      }
    }
    return new Colour(primaries, transfer, matrix, full);
  }

  private static int code(Cursor.Element element) throws MalformedMediaException {
    long code = element.unsigned();
    if (code > MOST_CODE) {
      throw broken("a colour of " + code);
    }
    return (int) code;
  }

  /** Nanoseconds that are decoded first and not heard. */
  long delay() {
    return delay;
  }

  /** Nanoseconds of each frame; 0 when nothing is said. */
  long duration() {
    return duration;
  }

  /**
   * What MP4 says of it.
   *
   * @param first frame, with which decoding can begin
   */
  SampleEntry entry(Block first) throws MalformedMediaException {
    return switch (codec) {
      case "V_VP9" -> {
        var frame = Vp9Frame.read(first.first());
        boolean full = frame.full() || colour.full();
        colour = new Colour(colour.primaries(), colour.transfer(), colour.matrix(), full);
        var picture = picture();
        yield SampleEntry.vp9(
            picture, frame.coding(picture, duration == 0 ? USUAL_DURATION : duration));
      }
      case "V_AV1" -> {
        if (configuration.remaining() < LEAST_AV1C) {
          throw unsupported("AV1 without its configuration");
        }
        yield SampleEntry.av1(picture(), configuration);
      }
      case "A_OPUS" ->
          SampleEntry.opus(OpusFrame.channels(configuration), OpusFrame.dops(configuration));
      default -> throw new IllegalStateException("not checked");
    };
  }

  private Picture picture() throws MalformedMediaException {
    if (width < 1 || width > Picture.MOST || height < 1 || height > Picture.MOST) {
      throw broken("pictures of " + width + " by " + height);
    }
    boolean said = shownWidth > 0 && shownHeight > 0;
    if (said && (shownWidth > Picture.MOST || shownHeight > Picture.MOST)) {
      throw broken("pictures shown as " + shownWidth + " by " + shownHeight);
    }
    return new Picture(
        (int) width,
        (int) height,
        (int) (said ? shownWidth : width),
        (int) (said ? shownHeight : height),
        colour);
  }
}

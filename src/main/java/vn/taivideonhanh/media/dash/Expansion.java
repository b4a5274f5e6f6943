package vn.taivideonhanh.media.dash;

import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Part;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/** Works out the segments of one representation. */
final class Expansion {
  /** Of all addresses that a template gives. */
  private static final int MOST_CHARACTERS = 16 << 20;

  private static final long FASTEST = 1L << 32;

  private final Representation representation;
  private final Segmentation segmentation;
  private final @Nullable Long micros;
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param micros how long the period lasts, in microseconds; null when it is not told
   */
  Expansion(Representation representation, Segmentation segmentation, @Nullable Long micros) {
    this.representation = representation;
    this.segmentation = segmentation;
    this.micros = micros;
  }

  DashTrack track(String base) throws ManifestRefusedException {
    if (segmentation.kind().equals(Segmentation.BASE)) {
      // Where its index is shows when it is read.
      return DashTrack.file(base);
    }
    var initialization = initialization();
    if (initialization != null) {
      add(base, initialization, null);
    }
    var times = times();
    var media = media(times);
    boolean timed = times != null && times.spans().size() == media.size() && times.ascend();
    for (int i = 0; i < media.size(); i++) {
      add(base, media.get(i), timed && times != null ? (Long) times.micros(i) : null);
    }
    check(!media.isEmpty());
    return new DashTrack(base, parts, initialization != null && timed);
  }

  private void add(String base, Resource resource, @Nullable Long lasts)
      throws ManifestRefusedException {
    var address = resource.address();
    check(parts.size() < DashTrack.MAX_PARTS, Refusal.TOO_LONG);
    var uri = address == null || address.isEmpty() ? base : address;
    var span = resource.span();
    parts.add(
        span == null
            ? new Part(uri, 0, null, lasts)
            : new Part(uri, span.first(), span.length(), lasts));
  }

  private @Nullable Resource initialization() throws ManifestRefusedException {
    var given = segmentation.attributes().get("initialization");
    if (given == null || !segmentation.kind().equals(Segmentation.TEMPLATE)) {
      return segmentation.initialization();
    }
    var template = new Template(given, representation);
    check(template.isFixed());
    return new Resource(template.with(0, 0), null);
  }

  private List<Resource> media(@Nullable Times times) throws ManifestRefusedException {
    var listed = segmentation.resources();
    if (segmentation.kind().equals(Segmentation.LIST)) {
      return listed == null ? List.of() : listed;
    }
    var text = segmentation.attributes().get("media");
    if (text == null || times == null) {
      throw new ManifestRefusedException(Refusal.MALFORMED);
    }
    var template = new Template(text, representation);
    check(!template.isFixed() || times.spans().size() == 1);
    long number = startNumber();
    long characters = 0;
    var media = new ArrayList<Resource>();
    for (var span : times.spans()) {
      var address = template.with(number++, span.start());
      characters += address.length();
      check(characters <= MOST_CHARACTERS, Refusal.TOO_LONG);
      media.add(new Resource(address, null));
    }
    return media;
  }

  /** When segments begin and end; null when it is not told. */
  private @Nullable Times times() throws ManifestRefusedException {
    long timescale = number("timescale", 1);
    check(timescale > 0 && timescale <= FASTEST);
    var timeline = segmentation.timeline();
    if (timeline != null) {
      var lasts = ticks(timescale);
      long offset = number("presentationTimeOffset", 0);
      return Times.of(timescale, timeline, lasts == null ? null : (Long) (lasts + offset));
    }
    long duration = number("duration", 0);
    return duration == 0 ? null : Times.even(timescale, duration, count(), ticks(timescale));
  }

  /** How many there are; null when it is not told. */
  private @Nullable Long count() throws ManifestRefusedException {
    var listed = segmentation.resources();
    if (listed != null && segmentation.kind().equals(Segmentation.LIST)) {
      return (long) listed.size();
    }
    var last = Fields.whole(segmentation.attributes().get("endNumber"));
    return last == null ? null : (Long) (last - startNumber() + 1);
  }

  private long startNumber() throws ManifestRefusedException {
    return number("startNumber", 1);
  }

  private long number(String name, long otherwise) throws ManifestRefusedException {
    var value = Fields.whole(segmentation.attributes().get(name));
    return value == null ? otherwise : value;
  }

  /** How long the period lasts; null when it is not told. */
  private @Nullable Long ticks(long timescale) {
    return micros == null ? null : (Long) Fields.ticks(micros, timescale);
  }
}

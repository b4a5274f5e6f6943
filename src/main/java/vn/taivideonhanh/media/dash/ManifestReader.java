package vn.taivideonhanh.media.dash;

import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/**
 * Reads the elements of a manifest, once. Numbers in square brackets are sections of the standard.
 */
final class ManifestReader {
  private static final int MOST_REPRESENTATIONS = 2_000;

  /** Of elements that make lists, in all representations. */
  private static final int MOST_ITEMS = 200_000;

  private final XmlCursor xml;
  private final List<Representation> representations = new ArrayList<>();
  private @Nullable Long whole;
  private @Nullable Long micros;
  private int periods;
  private int items;

  ManifestReader(String text) throws ManifestRefusedException {
    xml = new XmlCursor(text);
  }

  /** [5.3.1] */
  Manifest read() throws ManifestRefusedException {
    check(xml.root().equals("MPD"));
    check(!"dynamic".equals(xml.attribute("type")), Refusal.LIVE);
    whole = Fields.micros(xml.attribute("mediaPresentationDuration"));
    var manifest = new Level(null);
    int own = xml.depth();
    for (var name = xml.child(own); name != null; name = xml.child(own)) {
      if (name.equals("Period")) {
        period(new Level(manifest));
      } else {
        common(manifest, name);
      }
    }
    check(periods == 1);
    return new Manifest(representations, micros);
  }

  /** [5.3.2] */
  private void period(Level level) throws ManifestRefusedException {
    xml.here();
    check(++periods == 1, Refusal.PERIODS);
    var start = Fields.micros(xml.attribute("start"));
    var lasts = Fields.micros(xml.attribute("duration"));
    micros = lasts == null && whole != null ? (Long) (whole - (start == null ? 0 : start)) : lasts;
    check(micros == null || micros > 0);
    int own = xml.depth();
    for (var name = xml.child(own); name != null; name = xml.child(own)) {
      if (name.equals("AdaptationSet")) {
        adaptationSet(new Level(level));
      } else {
        common(level, name);
      }
    }
  }

  /** [5.3.3] */
  private void adaptationSet(Level level) throws ManifestRefusedException {
    xml.here();
    int own = xml.depth();
    for (var name = xml.child(own); name != null; name = xml.child(own)) {
      if (name.equals("Representation")) {
        representation(new Level(level));
      } else {
        common(level, name);
      }
    }
  }

  /** [5.3.5] */
  private void representation(Level level) throws ManifestRefusedException {
    check(representations.size() < MOST_REPRESENTATIONS, Refusal.TOO_LONG);
    var bandwidth = Fields.whole(xml.attribute("bandwidth"));
    // There may be one that is of use only together with another.
    if (xml.attribute("dependencyId") == null) {
      representations.add(new Representation(xml.attribute("id"), bandwidth, level));
    }
    int own = xml.depth();
    for (var name = xml.child(own); name != null; name = xml.child(own)) {
      common(level, name);
    }
  }

  /** What there may be on each level. */
  private void common(Level level, String name) throws ManifestRefusedException {
    switch (name) {
      case "BaseURL" -> {
        check(xml.attribute("byteRange") == null, Refusal.UNSUPPORTED);
        level.address(xml.text());
      }
      case "ContentProtection" -> level.seal();
      case Segmentation.BASE, Segmentation.LIST, Segmentation.TEMPLATE ->
          level.segmentation(segmentation(name));
      // Nothing of what the other elements tell is in the media.
      default -> {}
    }
  }

  /** [5.3.9] */
  private Segmentation segmentation(String kind) throws ManifestRefusedException {
    xml.here();
    var attributes = attributes();
    Resource initialization = null;
    List<Stretch> timeline = null;
    var resources = new ArrayList<Resource>();
    int own = xml.depth();
    for (var name = xml.child(own); name != null; name = xml.child(own)) {
      switch (name) {
        case "Initialization" -> initialization = resource("sourceURL", "range");
        case "SegmentTimeline" -> timeline = timeline();
        case "SegmentURL" -> {
          item();
          resources.add(resource("media", "mediaRange"));
        }
        // Indexes of parts are not needed.
        default -> {}
      }
    }
    return new Segmentation(
        kind, attributes, initialization, timeline, resources.isEmpty() ? null : resources);
  }

  private Map<String, String> attributes() throws ManifestRefusedException {
    var attributes = new HashMap<String, String>();
    for (var name : Segmentation.ATTRIBUTES) {
      var value = xml.attribute(name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }

  private Resource resource(String address, String span) throws ManifestRefusedException {
    return new Resource(xml.attribute(address), ByteSpan.of(xml.attribute(span)));
  }

  /** [5.3.9.6] */
  private List<Stretch> timeline() throws ManifestRefusedException {
    var timeline = new ArrayList<Stretch>();
    int own = xml.depth();
    for (var name = xml.child(own); name != null; name = xml.child(own)) {
      if (name.equals("S")) {
        item();
        timeline.add(stretch());
      }
    }
    check(!timeline.isEmpty());
    return timeline;
  }

  private Stretch stretch() throws ManifestRefusedException {
    // Sequences of sub-segments, or numbers with holes.
    check(xml.attribute("k") == null && xml.attribute("n") == null, Refusal.UNSUPPORTED);
    var start = Fields.whole(xml.attribute("t"));
    var duration = Fields.whole(xml.attribute("d"));
    var repeats = xml.attribute("r");
    boolean open = repeats != null && repeats.strip().equals("-1");
    var more = open ? (Long) Stretch.OPEN : Fields.whole(repeats);
    if (duration == null || duration == 0) {
      throw new ManifestRefusedException(Refusal.MALFORMED);
    }
    return new Stretch(start, duration, more == null ? 0 : more);
  }

  private void item() throws ManifestRefusedException {
    check(++items <= MOST_ITEMS, Refusal.TOO_LONG);
  }
}

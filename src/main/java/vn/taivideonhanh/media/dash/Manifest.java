package vn.taivideonhanh.media.dash;

import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/** A static manifest of one period. */
public final class Manifest {
  /** Longest text that is read, in characters. */
  public static final int MAX_LENGTH = 8 << 20;

  private final List<Representation> representations;
  private final @Nullable Long micros;

  /**
   * @param micros how long it lasts, in microseconds; null when it is not told
   */
  Manifest(List<Representation> representations, @Nullable Long micros) {
    this.representations = List.copyOf(representations);
    this.micros = micros;
  }

  /** Reads one. */
  public static Manifest parse(String text) throws ManifestRefusedException {
    check(text.length() <= MAX_LENGTH, Refusal.TOO_LONG);
    return new ManifestReader(text.replaceFirst("^\\uFEFF?\\s*", "")).read();
  }

  /**
   * What a representation is made of.
   *
   * @param name its id, or something that ends with a hyphen and its id, as yt-dlp names formats
   * @param bandwidth bits a second, which must be the representation's; null when it is not known
   * @param address of the manifest, absolute
   */
  public DashTrack track(String name, @Nullable Long bandwidth, String address)
      throws ManifestRefusedException {
    var named = representations.stream().filter(one -> one.isCalled(name)).toList();
    var found = (named.isEmpty() ? like(name) : named).stream().filter(one -> one.has(bandwidth));
    var only = found.limit(2).toList();
    check(only.size() == 1, Refusal.ABSENT);
    var representation = only.getFirst();
    var level = representation.level();
    check(!level.isSealed(), Refusal.PROTECTED);
    var base = level.base(address);
    var segmentation = level.segmentation();
    return segmentation == null
        ? DashTrack.file(base)
        : new Expansion(representation, segmentation, micros).track(base);
  }

  private List<Representation> like(String name) {
    return representations.stream().filter(one -> one.ends(name)).toList();
  }
}

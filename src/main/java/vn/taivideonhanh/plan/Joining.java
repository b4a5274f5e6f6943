package vn.taivideonhanh.plan;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Merge;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Size.Reason;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Mux;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * One or two formats that make one file.
 *
 * @param clip the part that is wanted; null is all
 */
record Joining(MediaInfo media, Format first, @Nullable Format second, @Nullable Clip clip) {
  /** From their indexes where these are known, else by ffmpeg. */
  StreamPlan cheapest() {
    var merge = merge();
    // A part of WebM is made in another container, if its frames can be.
    if (merge == null || (clip != null && merge.container().equals("webm"))) {
      return mux();
    }
    // How long a part of it gets is worked out when somebody wants it.
    var size = clip == null ? Size.exact(merge.bytes()) : share(Size.estimated(merge.bytes()));
    return new ExactMux(
        head(merge.container(), size), track(first), other(), merge.container(), clip);
  }

  /** The parts of one track one after the other, where these make a file. */
  StreamPlan joined() {
    var container = Containers.of(first.ext());
    if (container.equals("matroska")) {
      return mux();
    }
    var size = size().inexact(Reason.PARTS);
    return new Segments(head("segments", container, size), track(first), null);
  }

  Mux mux() {
    var container = container();
    return new Mux(
        head(container, share(size()).inexact(reason(container))),
        track(first),
        other(),
        container,
        clip);
  }

  private @Nullable Merge merge() {
    var audio = second == null ? null : second.id();
    return media.merges().stream()
        .filter(merge -> merge.video().equals(first.id()) && Objects.equals(merge.audio(), audio))
        .findFirst()
        .orElse(null);
  }

  private String container() {
    if (first.hasVideo()) {
      return Codecs.container(first, second);
    }
    var family = Codecs.family(first.audioCodec());
    return "opus".equals(family) || "vorbis".equals(family) ? "webm" : "mp4";
  }

  private Head head(String container, Size size) {
    return head(container, container, size);
  }

  private Head head(String way, String container, Size size) {
    var ext = Containers.ext(container, first.hasVideo());
    return new Head(
        media.pageUrl(),
        Planner.identity(media, choice() + ":" + way),
        media.title(),
        ext,
        MediaTypes.of(ext),
        clip == null ? media.durationSeconds() : seconds(clip),
        size);
  }

  private String choice() {
    var ids = second == null ? first.id() : first.id() + "+" + second.id();
    return clip == null ? ids : ids + "@" + clip.startMillis() + "-" + clip.endMillis();
  }

  private Size size() {
    return second == null ? first.size() : first.size().joinedWith(second.size());
  }

  /** The part of a length that falls to the clip; none where the whole duration is not known. */
  private Size share(Size whole) {
    var bytes = whole.bytes();
    var duration = media.durationSeconds();
    if (clip == null || bytes == null) {
      return whole;
    }
    var seconds = seconds(clip);
    return duration == null || seconds == null
        ? Size.NONE
        : Size.estimated(Math.round(bytes * Math.min(1, seconds / duration)));
  }

  /** How long the clip lasts, as far as the video does. */
  private @Nullable Double seconds(Clip of) {
    var duration = media.durationSeconds();
    if (duration == null) {
      return null;
    }
    double end = Math.min(duration, of.endMillis() / 1000.0);
    return Math.max(0.001, end - of.startMillis() / 1000.0);
  }

  private Reason reason(String container) {
    var sources = Stream.of(first, second).filter(Objects::nonNull).map(Planner::source).toList();
    if (sources.stream().anyMatch(Source.Other.class::isInstance)) {
      return Reason.FETCHED;
    }
    if (!sources.stream().allMatch(Source.File.class::isInstance)) {
      return Reason.PARTS;
    }
    if (!Containers.of(first.ext()).equals(container)) {
      return Reason.CONVERTED;
    }
    boolean webmOnly = Codecs.webmOnly(first) || (second != null && Codecs.webmOnly(second));
    return clip != null && webmOnly ? Reason.CODEC : Reason.UNINDEXED;
  }

  private static Track track(Format format) {
    return new Track(
        format.id(), format.ext(), Planner.source(format), format.hasVideo(), format.hasAudio());
  }

  private @Nullable Track other() {
    return second == null ? null : track(second);
  }
}

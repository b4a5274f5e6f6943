package vn.taivideonhanh.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetched;
import vn.taivideonhanh.analysis.AnalysisMessages.Result;
import vn.taivideonhanh.analysis.AnalysisMessages.State;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.Storyboard;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.plan.Preset;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Usage;

/** Messages as the other verticles would send them. */
final class Samples {
  static final String REQUEST_ID = "0123456789abcdefghijklmnop";
  static final String URL = "https://example.com/watch?v=1";
  static final Identity GUEST = new Identity("g1", Identity.Kind.GUEST, "free");
  static final long AT = 1_795_341_600_000L;

  private Samples() {}

  /** A path of the contract with values that its parameters may have. */
  static String path(String template) {
    return template
        .replace("{requestId}", REQUEST_ID)
        .replace("{token}", "t")
        .replace("{sheet}", "0")
        .replace("{userId}", "u_" + "a".repeat(20))
        .replaceAll("\\{\\w+}", "a".repeat(12));
  }

  static Analysis queued(int place) {
    return analysis(State.QUEUED, place, null, null, null);
  }

  static Analysis active(Step step) {
    return analysis(State.ACTIVE, null, step, null, null);
  }

  static Analysis failed(Trouble trouble) {
    return analysis(State.FAILED, null, null, null, trouble);
  }

  static Analysis cancelled() {
    return analysis(State.CANCELLED, null, null, null, null);
  }

  static Analysis completed() {
    return pictured(null);
  }

  static Analysis pictured(@Nullable String thumbnail) {
    return found(media(thumbnail));
  }

  private static Analysis found(MediaInfo media) {
    var preset =
        new Preset(
            "720p", "video", true, 720, "mp4", Lane.DIRECT, Size.exact(1000), true, List.of("22"));
    return analysis(State.COMPLETED, null, null, new Result(media, List.of(preset)), null);
  }

  /** With a storyboard at these addresses, as clients are shown it. */
  static Analysis storyboarded(List<String> sheets) {
    return found(fetched(sheets).media().shown());
  }

  /** The same with its sources. */
  static Fetched fetched(List<String> sheets) {
    var plain = media(null);
    var board = new Storyboard(3, 2, 160, 90, 1, sheets.size(), sheets, Map.of());
    var media =
        new MediaInfo(
            plain.site(),
            plain.id(),
            plain.pageUrl(),
            plain.title(),
            null,
            plain.durationSeconds(),
            null,
            false,
            plain.formats(),
            plain.subtitles(),
            plain.chapters(),
            plain.entries(),
            List.of(),
            null,
            board);
    return new Fetched(media, AT);
  }

  private static MediaInfo media(@Nullable String thumbnail) {
    var format =
        new Format(
            "22",
            "mp4",
            "avc1.64001f",
            "mp4a.40.2",
            1280,
            720,
            29.97,
            1_000_000L,
            "vi",
            null,
            Size.exact(1000),
            null);
    return new MediaInfo(
        "generic",
        "1",
        URL,
        "<script>alert(1)</script>",
        null,
        12.5,
        thumbnail,
        false,
        List.of(format),
        List.of(new MediaInfo.Subtitle("vi", "vtt", "https://example.com/vi.vtt", false)),
        List.of(new MediaInfo.Chapter(0, 5, "one")),
        List.of(),
        List.of());
  }

  private static Analysis analysis(
      State state,
      @Nullable Integer place,
      @Nullable Step step,
      @Nullable Result result,
      @Nullable Trouble trouble) {
    var ended = state != State.QUEUED && state != State.ACTIVE;
    return new Analysis(
        REQUEST_ID, URL, state, place, step, 1, AT, ended ? AT + 1 : null, result, trouble);
  }

  static Issued issued(Usage usage) {
    return new Issued(
        "abc.def.ghi", AT, "một.mp4", "video/mp4", Lane.DIRECT, Size.exact(1000), true, usage);
  }

  static Progress progress(
      String digest,
      String stream,
      Lane lane,
      @Nullable Long total,
      long position,
      @Nullable Outcome outcome) {
    return new Progress(
        digest, "owner", "A title", stream, lane, total, position, outcome, AT - 1000, AT);
  }

  static Usage guestUsage() {
    return new Usage("free", 1, 5, 2, 20, 3, 10, 4096, 1L << 30, 1, 3, AT + 3_600_000, null);
  }

  static Usage ownerUsage() {
    return new Usage("owner", 1, null, 2, null, 3, null, 4096, null, 1, null, AT + 3_600_000, null);
  }

  static StreamPlan.Direct direct(String url, long bytes) {
    var head =
        new StreamPlan.Head(
            "https://example.com/",
            "generic/1/22",
            "clip",
            "mp4",
            "video/mp4",
            1.0,
            Size.exact(bytes));
    return new StreamPlan.Direct(head, "22", new Source.File(url, Map.of(), null));
  }
}

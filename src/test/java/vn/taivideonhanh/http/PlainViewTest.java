package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Result;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.MediaInfo.Entry;

/** What the pages without scripts say in each state, in both languages, of hostile sites, too. */
class PlainViewTest {
  private static final String ONE = "/plain/" + Samples.REQUEST_ID;
  private static final WebRoot ROOT = WebRoot.read("webroot-sample");

  private static String page(Analysis analysis, String language) {
    return new PlainView(Words.read(Language.valueOf(language)), ROOT).analysis(analysis);
  }

  @Test
  void a_page_tells_what_goes_on() {
    assertThat(page(Samples.queued(2), "EN"))
        .contains("Looking at example.com", "In the queue: 2nd", "href=\"" + ONE + "\"")
        .contains("value=\"" + Samples.URL + "\"");
    assertThat(page(Samples.queued(1), "VI")).contains("<html lang=\"vi\">", "Đang làm gì");
    assertThat(page(Samples.active(Step.FORMATS), "EN"))
        .containsPattern("step-now\" aria-current=\"step\">.{0,80}Finding formats")
        .containsPattern("step-done\">.{0,400}Reading the page");
  }

  @Test
  void what_was_found_is_shown_as_text_with_a_button_for_each_choice() {
    assertThat(page(Samples.pictured("https://example.com/p.jpg"), "EN"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script")
        .contains("<form class=\"presets\" method=\"post\" action=\"" + ONE + "\">")
        .contains("name=\"preset\" value=\"720p\"", "720p", "HD", "MP4", "1 kB")
        .contains("exact size, resumable", "plays everywhere", "0:13")
        .contains("src=\"/api/streaming/analyze/" + Samples.REQUEST_ID + "/thumbnail\"")
        .contains("href=\"" + Samples.URL + "\" rel=\"noopener noreferrer nofollow\"");
  }

  private static Analysis list(String title, int entries) {
    var one = Samples.completed();
    var entry = new Entry("https://example.com/\"><b>?a=1&b=2", "<i>x", 61.0);
    var media =
        new MediaInfo(
            "site",
            "1",
            "javascript:alert(1)",
            title,
            "u\u202Ep",
            null,
            null,
            true,
            List.of(),
            List.of(),
            List.of(),
            Collections.nCopies(entries, entry),
            List.of());
    return new Analysis(
        one.requestId(),
        one.url(),
        one.state(),
        null,
        null,
        1,
        one.submittedAt(),
        one.finishedAt(),
        new Result(media, List.of()),
        null);
  }

  @Test
  void a_list_has_a_button_for_each_video_but_not_without_end() {
    var html = page(list("\u202E<b>" + "x".repeat(10_000), 60), "EN");
    assertThat(html.split("name=\"url\" value=", -1)).as("the entries").hasSize(51);
    assertThat(html)
        .contains("https://example.com/&quot;&gt;&lt;b&gt;?a=1&amp;b=2", "&lt;i&gt;x", "1:01")
        .contains("Only the first 50 are shown.", "&lt;b&gt;xxx", "by u p", "Live")
        .doesNotContain("javascript:", "\u202E", "<i>", "x".repeat(300));
    assertThat(page(list("t", 0), "EN")).contains("Nothing here can be downloaded.");
  }

  @Test
  void a_failure_is_told_in_both_languages_with_a_way_to_try_again() {
    var failed = Samples.failed(new Trouble("video-private", "Ask its owner <b>.", null));
    assertThat(page(failed, "EN"))
        .contains("The video is private", "Ask its owner &lt;b&gt;.")
        .contains("name=\"url\" value=\"" + Samples.URL + "\">Try again");
    assertThat(page(failed, "VI"))
        .contains("Video ở chế độ riêng tư", "Chỉ chủ video mở được")
        .doesNotContain("Ask its owner");
    assertThat(page(Samples.cancelled(), "EN")).contains("Cancelled.", "Look again");
  }
}

package vn.taivideonhanh.http;

import static vn.taivideonhanh.http.Html.tag;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.State;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** The pages without scripts in one language, each as a whole. */
final class PlainView {
  private static final String NAME = " – TaiVideoNhanh";
  private static final List<String> WHEN = List.of("done", "now", "next");

  /** Problems of which one is rid by logging in. */
  private static final Set<ProblemCode> LOGIN =
      Set.of(ProblemCode.LOGIN_REQUIRED, ProblemCode.CREDENTIAL_ENDED);

  private final Words words;
  private final PlainPage page;
  private final PlainResult result;

  PlainView(Words words, WebRoot root) {
    this.words = words;
    this.page = new PlainPage(words, root);
    this.result = new PlainResult(words);
  }

  /** The box alone. */
  String box() {
    return page.whole(words.say("app.title"), "");
  }

  /** Where an analysis stands. */
  String analysis(Analysis analysis) {
    return switch (analysis.state()) {
      case QUEUED, ACTIVE -> waiting(analysis);
      case COMPLETED -> completed(analysis);
      case FAILED -> failed(analysis);
      case CANCELLED -> cancelled(analysis);
    };
  }

  /**
   * Why a request was refused.
   *
   * @param address what it asked for, to be put right
   */
  String problem(Failure failure, String address) {
    var told = new Told(failure.code(), failure.detail());
    return page.whole(title(told) + NAME, address, sheet(told, Html.NOTHING));
  }

  private String waiting(Analysis analysis) {
    var looking = words.say("steps.looking", Map.of("host", host(analysis.url())));
    var steps = tag("ol").with("class", "steps").with("aria-label", words.say("steps.label"));
    var text =
        tag("div")
            .with("class", "media-text")
            .of(
                tag("h2").with("class", "media-looking").of(looking),
                steps.of(steps(analysis)),
                tag("p").with("class", "step-note").of(words.say("plain.renews")),
                tag("p")
                    .of(
                        tag("a")
                            .with("class", "quiet")
                            .with("href", PlainPage.of(analysis.requestId()))
                            .of(words.say("steps.again"))));
    return page.whole(
        looking + NAME, analysis.url(), tag("section").with("class", "sheet").of(text));
  }

  private static String host(String url) {
    try {
      return Objects.requireNonNullElse(URI.create(url).getHost(), url);
    } catch (IllegalArgumentException _) {
      return url;
    }
  }

  private Html steps(Analysis analysis) {
    var names = List.of(queue(analysis), words.say("steps.reading"), words.say("steps.formats"));
    var now = analysis.state() == State.QUEUED ? 0 : analysis.step() == Step.FORMATS ? 2 : 1;
    var steps = new ArrayList<Html>();
    for (var name : names) {
      steps.add(step(name, WHEN.get(1 + Integer.signum(steps.size() - now))));
    }
    if (analysis.attempt() > 1) {
      var attempt = Map.of("n", Integer.toString(analysis.attempt()));
      steps.add(tag("li").with("class", "step-note").of(words.say("steps.attempt", attempt)));
    }
    return Html.all(steps);
  }

  private Html step(String name, String when) {
    var item = tag("li").with("class", "step step-" + when);
    var state = " (" + words.say("steps.state." + when) + ")";
    return (when.equals("now") ? item.with("aria-current", "step") : item)
        .of(
            tag("span")
                .with("class", "step-mark")
                .of(when.equals("done") ? PlainIcon.CHECK.html() : Html.NOTHING),
            tag("span").of(name),
            tag("span").with("class", "hidden").of(state));
  }

  private String queue(Analysis analysis) {
    var place = analysis.place();
    if (place == null) {
      return words.say("steps.queue");
    }
    return place == 1
        ? words.say("steps.queueNext")
        : words.say("steps.queuePlace", Map.of("place", words.ordinal(place)));
  }

  private String completed(Analysis analysis) {
    var found = Objects.requireNonNull(analysis.result());
    var title = Html.shown(found.media().title(), PlainResult.LONGEST_TITLE);
    return page.whole(title + NAME, analysis.url(), result.of(analysis));
  }

  private String failed(Analysis analysis) {
    var trouble =
        Objects.requireNonNullElse(
            analysis.problem(), new Trouble(ProblemCode.INTERNAL.slug(), "", null));
    var told = new Told(ProblemCode.ofSlug(trouble.code()), trouble.detail());
    var again = again(analysis.url(), words.say("problem.retry"));
    return page.whole(title(told) + NAME, analysis.url(), sheet(told, again));
  }

  private String cancelled(Analysis analysis) {
    var sheet =
        tag("section")
            .with("class", "sheet sheet-note")
            .of(
                tag("p").of(words.say("steps.cancelled")),
                again(analysis.url(), words.say("steps.again")));
    return page.whole(words.say("app.title"), analysis.url(), sheet);
  }

  /** A button that has an address analysed anew. */
  private static Html again(String url, String name) {
    return tag("form")
        .with("method", "post")
        .with("action", PlainPage.PATH)
        .of(tag("button").with("class", "quiet").with("name", "url").with("value", url).of(name));
  }

  private Html sheet(Told told, Html again) {
    var login =
        LOGIN.contains(told.code)
            ? tag("a")
                .with("class", "primary")
                .with("href", "/account")
                .of(words.say("problem.login"))
            : again;
    return tag("section")
        .with("class", "sheet problem")
        .with("aria-labelledby", "problem-title")
        .of(
            tag("span").with("class", "problem-icon").of(PlainIcon.ALERT.html()),
            tag("div")
                .with("class", "problem-text")
                .of(
                    tag("h2").with("id", "problem-title").of(title(told)),
                    tag("p").of(advice(told)),
                    tag("div").with("class", "problem-actions").of(login)));
  }

  private String title(Told told) {
    return words.say("problem." + told.code.slug());
  }

  /** The server's own sentence is in English and knows more: which limit, until when. */
  private String advice(Told told) {
    return words.isEnglish() && !told.detail.isEmpty()
        ? told.detail
        : words.say("problem." + told.code.slug() + ".do");
  }

  private record Told(ProblemCode code, String detail) {}
}

package vn.taivideonhanh.http;

import static vn.taivideonhanh.http.Html.tag;

import java.util.List;

/**
 * What is around every page without scripts, in one language: the bar, the box, the foot. It looks
 * as what scripts make of {@code index.html} and has the same style sheets.
 */
final class PlainPage {
  /** Where the form leads, and below which each analysis has its page. */
  static final String PATH = "/plain";

  private static final List<String> STYLES = List.of("base", "sheet", "result", "presets", "plain");

  private final Words words;
  private final Html styles;
  private final Html foot;

  PlainPage(Words words, WebRoot root) {
    this.words = words;
    this.styles =
        Html.all(
            STYLES.stream()
                .map(name -> root.lasting("/css/" + name + ".css"))
                .map(PlainPage::style)
                .toList());
    this.foot = foot();
  }

  private static Html style(String path) {
    return tag("link").with("rel", "stylesheet").with("href", path).alone();
  }

  /** The page of an analysis. */
  static String of(String requestId) {
    return PATH + "/" + requestId;
  }

  /**
   * A whole page.
   *
   * @param address what stands in the box
   */
  String whole(String title, String address, Html... parts) {
    var document =
        tag("html")
            .with("lang", words.tag())
            .of(head(title), tag("body").of(body(address, Html.all(List.of(parts)))));
    return "<!doctype html>\n" + document.markup();
  }

  private Html head(String title) {
    return tag("head")
        .of(
            tag("meta").with("charset", "utf-8").alone(),
            meta("viewport", "width=device-width, initial-scale=1"),
            meta("color-scheme", "light dark"),
            meta("robots", "noindex"),
            tag("title").of(title),
            tag("link")
                .with("rel", "icon")
                .with("href", "/favicon.svg")
                .with("type", "image/svg+xml")
                .alone(),
            styles);
  }

  private static Html meta(String name, String content) {
    return tag("meta").with("name", name).with("content", content).alone();
  }

  private Html body(String address, Html inside) {
    var main =
        tag("main")
            .with("id", "main")
            .with("tabindex", "-1")
            .of(
                tag("div")
                    .with("class", "hero")
                    .of(tag("h1").of(words.say("hero.title")), box(address)),
                inside);
    return tag("div")
        .with("id", "app")
        .with("class", "plain")
        .of(
            tag("a").with("class", "skip").with("href", "#main").of(words.say("app.skip")),
            bar(),
            main,
            foot);
  }

  private static Html bar() {
    var name = tag("span").of(Html.text("Tải"), tag("b").of("Video"), Html.text("Nhanh"));
    var mark =
        tag("img")
            .with("src", "/favicon.svg")
            .with("width", "32")
            .with("height", "32")
            .with("alt", "")
            .alone();
    return tag("header")
        .with("class", "top")
        .of(tag("a").with("class", "brand").with("href", "/").of(mark, name));
  }

  private Html box(String address) {
    return tag("form")
        .with("class", "box")
        .with("method", "post")
        .with("action", PATH)
        .with("role", "search")
        .of(
            tag("label").with("class", "hidden").with("for", "url").of(words.say("box.label")),
            tag("span").with("class", "box-icon").of(PlainIcon.LINK.html()),
            input(address),
            tag("button")
                .with("class", "box-go")
                .of(
                    tag("span").with("class", "box-go-text").of(words.say("box.go")),
                    PlainIcon.ARROW.html()),
            tag("p").with("class", "box-hint").with("id", "box-hint").of(words.say("plain.hint")));
  }

  private Html input(String address) {
    return tag("input")
        .with("id", "url")
        .with("class", "box-input")
        .with("type", "text")
        .with("inputmode", "url")
        .with("name", "url")
        .with("autocomplete", "off")
        .with("autocapitalize", "off")
        .with("spellcheck", "false")
        .with("maxlength", "4096")
        .with("required", "")
        .with("placeholder", words.say("box.placeholder"))
        .with("aria-describedby", "box-hint")
        .with("value", address)
        .alone();
  }

  private Html foot() {
    return tag("footer")
        .with("class", "bottom")
        .of(
            tag("p").of(words.say("footer.rights")),
            tag("p")
                .of(
                    tag("a").with("href", "/").of(words.say("nav.box")),
                    tag("a").with("href", "/openapi.json").of(words.say("footer.api"))));
  }
}

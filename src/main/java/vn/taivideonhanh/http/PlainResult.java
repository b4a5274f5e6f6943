package vn.taivideonhanh.http;

import static java.util.Objects.requireNonNull;
import static vn.taivideonhanh.http.Html.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.MediaInfo.Entry;

/** What was found at an address: one video with its choices, or a list of videos. */
final class PlainResult {
  /** Of a title no more is shown, in characters. */
  static final int LONGEST_TITLE = 300;

  private static final int LONGEST_NAME = 120;

  /** Lists are cut to so many where they are read. */
  private static final int MOST_ENTRIES = 50;

  private final Words words;
  private final PlainChoices choices;

  PlainResult(Words words) {
    this.words = words;
    this.choices = new PlainChoices(words);
  }

  /** The analysis must be completed. */
  Html of(Analysis analysis) {
    var found = requireNonNull(analysis.result());
    var media = found.media();
    var requestId = analysis.requestId();
    var rest =
        !media.entries().isEmpty()
            ? entries(media.entries())
            : found.presets().isEmpty()
                ? tag("p").of(words.say("media.nothing"))
                : choices.of(requestId, found);
    return tag("section").with("class", "sheet result").of(media(requestId, media), rest);
  }

  private Html media(String requestId, MediaInfo media) {
    var title = Html.shown(media.title(), LONGEST_TITLE);
    return tag("div")
        .with("class", "media")
        .of(
            tag("div")
                .with("class", "thumb")
                .of(PlainIcon.FILM.html(), picture(requestId, media.thumbnail())),
            tag("div")
                .with("class", "media-text")
                .of(
                    tag("h2").with("class", "media-title").with("dir", "auto").of(title),
                    tag("ul").with("class", "media-facts").of(facts(media)),
                    tag("p").with("class", "media-ways").of(source(media.pageUrl()))));
  }

  /** By way of the server, which alone asks the site for it. */
  private static Html picture(String requestId, @Nullable String thumbnail) {
    return thumbnail == null
        ? Html.NOTHING
        : tag("img")
            .with("src", "/api/streaming/analyze/" + requestId + "/thumbnail")
            .with("alt", "")
            .alone();
  }

  private Html facts(MediaInfo media) {
    var facts = new ArrayList<Html>();
    facts.add(tag("li").with("class", "chip").of(Html.shown(media.site(), LONGEST_NAME)));
    if (media.live()) {
      facts.add(tag("li").with("class", "chip chip-live").of(words.say("media.live")));
    }
    var seconds = media.durationSeconds();
    if (seconds != null) {
      var name = tag("span").with("class", "hidden").of(words.say("media.duration") + ": ");
      facts.add(tag("li").of(name, Html.text(Words.clock(seconds))));
    }
    var uploader = media.uploader();
    if (uploader != null) {
      var name = Map.of("name", Html.shown(uploader, LONGEST_NAME));
      facts.add(tag("li").with("dir", "auto").of(words.say("media.by", name)));
    }
    return Html.all(facts);
  }

  /** Only the web is linked to, whatever the address has become by then. */
  private Html source(String pageUrl) {
    return pageUrl.matches("https?://.*")
        ? tag("a")
            .with("class", "media-open")
            .with("href", pageUrl)
            .with("rel", "noopener noreferrer nofollow")
            .of(words.say("media.open"))
        : Html.NOTHING;
  }

  /** Each is a button that has its address analysed. */
  private Html entries(List<Entry> entries) {
    var shown = entries.subList(0, Math.min(entries.size(), MOST_ENTRIES));
    var rows = new ArrayList<Html>();
    for (var entry : shown) {
      rows.add(tag("li").of(row(rows.size() + 1, entry)));
    }
    var hint = words.say("playlist.hint");
    var cut = words.say("playlist.cut", Map.of("n", Integer.toString(MOST_ENTRIES)));
    return tag("form")
        .with("class", "entries")
        .with("method", "post")
        .with("action", PlainPage.PATH)
        .of(
            tag("h3").of(words.count("playlist.title", entries.size())),
            tag("p")
                .with("class", "entries-hint")
                .of(entries.size() < MOST_ENTRIES ? hint : hint + " " + cut),
            tag("ol").of(Html.all(rows)));
  }

  private static Html row(int place, Entry entry) {
    var seconds = entry.durationSeconds();
    return tag("button")
        .with("class", "entry")
        .with("name", "url")
        .with("value", entry.url())
        .of(
            tag("span")
                .with("class", "entry-place")
                .with("aria-hidden", "true")
                .of(Integer.toString(place)),
            tag("span")
                .with("class", "entry-title")
                .with("dir", "auto")
                .of(Html.shown(entry.title(), LONGEST_TITLE)),
            tag("span")
                .with("class", "entry-length")
                .of(seconds == null ? "" : Words.clock(seconds)),
            PlainIcon.CHEVRON.html());
  }
}

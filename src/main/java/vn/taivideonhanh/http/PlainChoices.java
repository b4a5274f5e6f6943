package vn.taivideonhanh.http;

import static vn.taivideonhanh.http.Html.tag;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Result;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.AudioForm;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.plan.Preset;

/**
 * What can be had of a video, as the buttons of one form: a press asks for a link and follows it.
 */
final class PlainChoices {
  private static final Pattern BITRATE = Pattern.compile(".*-(\\d+)");

  /** By the lines from which on they are called so. */
  private static final NavigableMap<Integer, String> QUALITIES =
      Collections.unmodifiableNavigableMap(
          new TreeMap<>(
              Map.of(480, "sd", 720, "hd", 1080, "fullhd", 1440, "2k", 2160, "4k", 4320, "8k")));

  private final Words words;

  PlainChoices(Words words) {
    this.words = words;
  }

  Html of(String requestId, Result found) {
    return tag("form")
        .with("class", "presets")
        .with("method", "post")
        .with("action", PlainPage.of(requestId))
        .of(part("video", found), part("audio", found));
  }

  private Html part(String kind, Result found) {
    var cards =
        found.presets().stream()
            .filter(preset -> preset.kind().equals(kind))
            .map(preset -> tag("li").of(card(preset, found.media())))
            .toList();
    if (cards.isEmpty()) {
      return Html.NOTHING;
    }
    var id = "presets-" + kind;
    return tag("section")
        .with("aria-labelledby", id)
        .of(
            tag("h3").with("id", id).of(words.say("presets." + kind)),
            tag("ul").with("class", "preset-grid").of(Html.all(cards)));
  }

  private Html card(Preset preset, MediaInfo media) {
    return tag("button")
        .with("class", "preset")
        .with("name", "preset")
        .with("value", preset.id())
        .of(
            span("hidden", words.say("presets.download") + ": "),
            tag("span").with("class", "preset-head").of(head(preset)),
            span("preset-size", words.size(preset.size())),
            why(preset.size().reason()),
            tag("span").with("class", "preset-notes").of(notes(preset, media)),
            tag("span").with("class", "preset-go").of(PlainIcon.DOWN.html()));
  }

  private static Html span(String name, String text) {
    return tag("span").with("class", name).of(text);
  }

  private Html head(Preset preset) {
    var ext = preset.ext().toUpperCase(Locale.ROOT);
    var height = preset.height();
    if (preset.lane() == Lane.CONVERT) {
      var bitrate = BITRATE.matcher(preset.id());
      return bitrate.matches()
          ? named(ext, words.say("presets.bitrate", Map.of("n", bitrate.group(1))), "")
          : named(ext, "", "");
    }
    if (preset.kind().equals("audio")) {
      return named(words.say("presets.audio.name"), "", ext);
    }
    return height == null
        ? named(words.say("presets.video.noHeight"), "", ext)
        : named(height + "p", quality(height), ext);
  }

  private static Html named(String name, String badge, String ext) {
    return Html.all(
        List.of(
            span("preset-name", name),
            badge.isEmpty() ? Html.NOTHING : span("badge", badge),
            ext.isEmpty() ? Html.NOTHING : span("preset-ext", ext)));
  }

  /** What the trade calls so many lines; empty for what has no proud name. */
  private String quality(int lines) {
    var name = QUALITIES.floorEntry(lines);
    return name == null ? "" : words.say("quality." + name.getValue());
  }

  private Html why(Size.@Nullable Reason reason) {
    return reason == null
        ? Html.NOTHING
        : span("preset-why", words.say("size.why." + Wire.word(reason)));
  }

  private Html notes(Preset preset, MediaInfo media) {
    var plays =
        preset.compatible()
            ? note(PlainIcon.CHECK.html(), words.say("presets.compatible"))
            : Html.NOTHING;
    return Html.all(List.of(plays, note(Html.NOTHING, words.say(arrival(preset, media)))));
  }

  private static Html note(Html icon, String text) {
    return tag("span").with("class", "preset-note").of(icon, Html.text(text));
  }

  /** The key of the words for how it arrives. */
  private static String arrival(Preset preset, MediaInfo media) {
    if (preset.resumable()) {
      return preset.size().kind() == Size.Kind.EXACT ? "lane.exactResumable" : "lane.resumable";
    }
    return keepsSound(preset, media)
        ? "lane.convert.kept"
        : "lane." + Wire.word(preset.lane()).replace('_', '-');
  }

  private static boolean keepsSound(Preset preset, MediaInfo media) {
    var form = AudioForm.named(preset.id());
    return preset.lane() == Lane.CONVERT
        && form != null
        && media.formats().stream()
            .filter(format -> preset.formats().contains(format.id()))
            .anyMatch(form::isOf);
  }
}

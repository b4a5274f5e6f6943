package vn.taivideonhanh.http;

import static vn.taivideonhanh.http.Html.tag;

/**
 * Pictures beside words, which say nothing by themselves: 24 x 24, as in {@code js/ui/frame.js}.
 */
enum PlainIcon {
  LINK(
      "M9.5 14.5 14.5 9.5 M11 6.5l1.6-1.6a4.5 4.5 0 0 1 6.4 6.4L17.4 13"
          + " M13 17.5l-1.6 1.6a4.5 4.5 0 0 1-6.4-6.4L6.6 11"),
  ARROW("M5 12h14 M13 6l6 6-6 6"),
  DOWN("M12 4v11 M7 10.5l5 5 5-5 M5 20h14"),
  CHECK("M5 12.5l4.5 4.5L19 7.5"),
  CHEVRON("M9 5l7 7-7 7"),
  FILM("M4 5h16v14H4z M10 9l5 3-5 3z"),
  ALERT("M12 4 2.5 20h19z M12 10v4.5 M12 17.2v.3");

  private final String path;

  PlainIcon(String path) {
    this.path = path;
  }

  Html html() {
    return tag("svg")
        .with("class", "icon")
        .with("viewBox", "0 0 24 24")
        .with("aria-hidden", "true")
        .with("focusable", "false")
        .of(tag("path").with("d", path).of());
  }
}

package vn.taivideonhanh.hostile;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.taivideonhanh.hostile.HostileSite.Answer;

/** Playlists and manifests that lead astray: {@code /list/...}. */
final class Manifests {
  private static final String HLS = "application/vnd.apple.mpegurl";
  private static final String DASH = "application/dash+xml";

  private Manifests() {}

  static Map<String, Answer> all(Places places) {
    var lists = new TreeMap<String, Answer>();
    places
        .some()
        .forEach((word, place) -> {
          lists.put("/list/master-%s.m3u8".formatted(word), hls(master(place)));
          lists.put("/list/segment-%s.m3u8".formatted(word), hls(media("", place)));
          lists.put("/list/moved-segment-%s.m3u8".formatted(word), hls(media("", "/to/" + word)));
          lists.put(
              "/list/map-%s.m3u8".formatted(word),
              hls(media("#EXT-X-MAP:URI=\"%s\"\n".formatted(place), "/file/short.mp4")));
          lists.put(
              "/list/base-%s.mpd".formatted(word),
              Answer.of(DASH, dash("<BaseURL>%s/</BaseURL>".formatted(place), 2)));
        });
    for (var word : new String[] {"file", "loopback", "data"}) {
      var key = "#EXT-X-KEY:METHOD=AES-128,URI=\"%s\"\n".formatted(places.all().get(word));
      lists.put("/list/key-%s.m3u8".formatted(word), hls(media(key, "/file/noise.ts")));
    }
    Files.all()
        .keySet()
        .forEach(path -> {
          var name = path.substring("/file/".length());
          lists.put("/list/of-%s.m3u8".formatted(name), hls(media("", path)));
        });
    turned(places).forEach((name, list) -> lists.put("/list/turned-" + name + ".mpd", list));
    lists.put("/list/million.mpd", Answer.of(DASH, dash("", 1_000_000)));
    lists.put("/list/laughs.mpd", Answer.of(DASH, laughs()));
    lists.put("/list/deep.mpd", Answer.of(DASH, "<MPD>" + "<Period>".repeat(100_000)));
    lists.put("/list/long-line.m3u8", hls("#EXTM3U\n#EXT-X-MAP:" + "A".repeat(2_000_000) + "\n"));
    lists.put(
        "/list/long-attributes.m3u8",
        hls(media("#EXT-X-MAP:URI=\"x\"," + "A".repeat(2_000_000) + "\n", "x.mp4")));
    lists.put(
        "/list/many.m3u8",
        hls("#EXTM3U\n" + "#EXTINF:4,\na.ts\n".repeat(100_000) + "#EXT-X-ENDLIST\n"));
    return lists;
  }

  private static Answer hls(String text) {
    return Answer.of(HLS, text);
  }

  private static String master(String place) {
    return """
    #EXTM3U
    #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="%1$s"
    #EXT-X-SESSION-KEY:METHOD=AES-128,URI="%1$s"
    #EXT-X-STREAM-INF:BANDWIDTH=1000,RESOLUTION=16x16,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a"
    %1$s
    """
        .formatted(place);
  }

  private static String media(String tags, String segment) {
    return "#EXTM3U\n#EXT-X-TARGETDURATION:4\n%s#EXTINF:4,\n%s\n#EXT-X-ENDLIST\n"
        .formatted(tags, segment);
  }

  private static String dash(String more, int segments) {
    return """
    <?xml version="1.0"?>
    <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT%dS">
    %s<Period><AdaptationSet mimeType="video/mp4">
    <SegmentTemplate timescale="1" duration="1" media="$Number$.m4s" initialization="init.mp4"/>
    <Representation id="v" bandwidth="1000" codecs="avc1.64001f" width="16" height="16"/>
    </AdaptationSet></Period></MPD>
    """
        .formatted(segments, more);
  }

  /** Manifests that are good for yt-dlp, which comes first, and something else for the server. */
  private static Map<String, Answer> turned(Places places) {
    var turned = new TreeMap<String, Answer>();
    places
        .some()
        .forEach((word, place) ->
            turned.put(word, turning(dash("<BaseURL>%s/</BaseURL>".formatted(place), 2))));
    turned.put("to", turning(dash("<BaseURL>/to/loopback?</BaseURL>", 2)));
    turned.put("million", turning(dash("", 1_000_000)));
    turned.put(
        "repeats",
        turning(
            dash("", 2)
                .replace("duration=\"1\"", "")
                .replace(
                    "init.mp4\"/>",
                    "init.mp4\"><SegmentTimeline><S d=\"1\" r=\"999999\"/></SegmentTimeline></SegmentTemplate>")));
    turned.put("huge", turning(dash("", 2).replace("timescale=\"1\"", "timescale=\"9999999999\"")));
    turned.put("negative", turning(dash("", 2).replace("duration=\"1\"", "duration=\"-1\"")));
    turned.put("laughs", turning(laughs()));
    turned.put(
        "outside",
        turning(
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]>".formatted(places.inside())
                + dash("<BaseURL>&e;</BaseURL>", 2).strip().replaceFirst("<\\?.*\\?>", "")));
    turned.put("deep", turning("<MPD>" + "<Period>".repeat(100_000)));
    turned.put("unclosed", turning("<MPD><Period><BaseURL"));
    turned.put("endless", turning(Floods.endless(DASH, "<MPD>" + "<a/>".repeat(10_000))));
    turned.put("video", turning(Answer.of(DASH, new byte[1 << 20])));
    return turned;
  }

  private static Answer turning(String then) {
    return turning(Answer.of(DASH, then));
  }

  private static Answer turning(Answer then) {
    var first = new AtomicBoolean(true);
    var good = Answer.of(DASH, dash("", 2));
    return out -> (first.getAndSet(false) ? good : then).write(out);
  }

  private static String laughs() {
    var text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE m [<!ENTITY a0 \"ha\">");
    for (var i = 1; i <= 30; i++) {
      var inner = "&a%d;".formatted(i - 1).repeat(10);
      text.append("<!ENTITY a%d \"%s\">".formatted(i, inner));
    }
    return text + "]><MPD><BaseURL>&a30;</BaseURL><Period/></MPD>";
  }
}

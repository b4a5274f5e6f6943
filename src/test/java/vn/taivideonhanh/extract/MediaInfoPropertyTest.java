package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.egress.Intake;
import vn.taivideonhanh.extract.Twisted.Kind;
import vn.taivideonhanh.extract.Twisted.Twist;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.Storyboard;
import vn.taivideonhanh.plan.Planner;
import vn.taivideonhanh.plan.Presets;
import vn.taivideonhanh.problem.Failure;

/** Whatever an extractor says, it is refused or becomes something that keeps to its bounds. */
class MediaInfoPropertyTest {
  private static final String PAGE = "https://site.example/watch";
  private static final Set<String> HEADERS =
      Set.of("User-Agent", "Referer", "Origin", "Accept", "Accept-Language");

  private final AppConfig config = ConfigLoader.load(null, Map.of());
  private final Intake intake = new Intake(config.egress(), null);
  private final MediaInfoReader reader = new MediaInfoReader(intake::canonicalSource);

  @Provide
  Arbitrary<Twist> twist() {
    var values =
        Arbitraries.oneOf(
            Arbitraries.of(Twisted.VALUES),
            Arbitraries.strings().ofMaxLength(40).map(MediaInfoPropertyTest::quoted));
    return Combinators.combine(
            Arbitraries.integers().between(0, 100_000), Arbitraries.of(Kind.class), values)
        .as(Twist::new);
  }

  private static String quoted(String text) {
    return Json.encode(text);
  }

  @Property(tries = 1500)
  void a_twisted_document_is_refused_or_kept_in_bounds(
      @ForAll @IntRange(max = 7) int which, @ForAll @Size(max = 8) List<@From("twist") Twist> how) {
    var media = read(Twisted.with(Twisted.recorded(Twisted.RECORDED.get(which)), how));
    if (media != null) {
      judge(media);
    }
  }

  @Property(tries = 500)
  void a_broken_document_is_refused_or_kept_in_bounds(
      @ForAll @IntRange(max = 7) int which,
      @ForAll @IntRange(max = 20_000) int at,
      @ForAll String instead) {
    var whole = Twisted.recorded(Twisted.RECORDED.get(which));
    var start = at % whole.length();
    var end = Math.min(whole.length(), start + 1 + instead.length());
    var media = read(whole.substring(0, start) + instead + whole.substring(end));
    if (media != null) {
      judge(media);
    }
  }

  @Property(tries = 8)
  void what_really_was_said_is_understood(@ForAll @IntRange(max = 7) int which) {
    var media = read(Twisted.recorded(Twisted.RECORDED.get(which)));
    assertThat(media).isNotNull();
    judge(media);
  }

  private @Nullable MediaInfo read(String json) {
    try {
      return reader.read(PAGE, json);
    } catch (Failure _) {
      return null;
    }
  }

  private void judge(MediaInfo media) {
    text(media.site(), 64);
    text(media.id(), 128);
    text(media.title(), 300);
    textOrNull(media.uploader(), 200);
    assertThat(media.pageUrl()).isEqualTo(PAGE);
    seconds(media.durationSeconds());
    addressOrNull(media.thumbnail());
    assertThat(media.formats()).hasSizeLessThanOrEqualTo(200);
    assertThat(media.formats()).extracting(Format::id).doesNotHaveDuplicates();
    media.formats().forEach(this::judge);
    assertThat(media.subtitles()).hasSizeLessThanOrEqualTo(100);
    for (var subtitle : media.subtitles()) {
      assertThat(subtitle.language()).matches("[A-Za-z0-9_-]{1,35}");
      assertThat(subtitle.ext()).matches("[a-z0-9]{1,10}");
      address(subtitle.url());
    }
    assertThat(media.chapters()).hasSizeLessThanOrEqualTo(200);
    for (var chapter : media.chapters()) {
      text(chapter.title(), 200);
      assertThat(chapter.start()).isBetween(0.0, chapter.end());
      seconds(chapter.end());
    }
    assertThat(media.entries()).hasSizeLessThanOrEqualTo(50);
    for (var entry : media.entries()) {
      text(entry.title(), 300);
      address(entry.url());
      seconds(entry.durationSeconds());
    }
    if (media.storyboard() != null) {
      judge(media.storyboard());
    }
    planned(media);
  }

  private void judge(Storyboard board) {
    assertThat(board.columns()).isBetween(1, 32);
    assertThat(board.rows()).isBetween(1, 32);
    whole(board.width(), 4_000);
    whole(board.height(), 4_000);
    assertThat(board.seconds()).isPositive().isLessThanOrEqualTo(86_400);
    assertThat(board.addresses()).hasSize(board.sheets()).hasSizeBetween(1, 200);
    board.addresses().forEach(this::address);
    assertThat(HEADERS).containsAll(board.headers().keySet());
  }

  /** What is made of it must not break either. */
  private static void planned(MediaInfo media) {
    assertThat(Presets.of(media)).isNotNull();
    for (var format : media.formats()) {
      assertThat(Planner.plan(media, List.of(format.id()))).isNotNull();
    }
  }

  private void judge(Format format) {
    assertThat(format.id()).matches("[A-Za-z0-9_.+-]{1,64}");
    assertThat(format.ext()).matches("[A-Za-z0-9]{1,10}");
    textOrNull(format.videoCodec(), 64);
    textOrNull(format.audioCodec(), 64);
    textOrNull(format.language(), 35);
    textOrNull(format.note(), 100);
    whole(format.width(), 20_000);
    whole(format.height(), 20_000);
    whole(format.bitrate(), 10_000_000_000L);
    whole(format.size().bytes(), 1L << 50);
    if (format.fps() != null) {
      assertThat(format.fps()).isPositive().isLessThanOrEqualTo(1000);
    }
    var source = format.source();
    assertThat(source).isNotNull();
    address(source.url());
    assertThat(HEADERS).containsAll(source.headers().keySet());
    assertThat(source.headers().values()).allMatch(value -> value.matches("[\\x20-\\x7e]{1,1000}"));
    var parts = source instanceof Source.Dash dash ? dash.listed() : source;
    if (parts != null) {
      list(parts);
    }
  }

  private void list(Source source) {
    if (source instanceof Source.Parts parts) {
      assertThat(parts.paths()).hasSizeBetween(1, 20_000);
      parts
          .paths()
          .forEach(path -> {
            if (path.matches("(?s)([A-Za-z][A-Za-z0-9+.-]*:|//).*")) {
              address(path);
            }
            assertThat(path).matches("[\\x21-\\x7e]{1,8192}");
          });
    }
  }

  private static void whole(@Nullable Number number, long most) {
    if (number != null) {
      assertThat(number.longValue()).isBetween(1L, most);
    }
  }

  private static void seconds(@Nullable Double seconds) {
    if (seconds != null) {
      assertThat(seconds).isPositive().isLessThanOrEqualTo(366 * 86_400.0);
    }
  }

  private void address(String address) {
    assertThat(address).matches("https?://.*");
    assertThat(intake.canonicalSource(address)).isEqualTo(address);
  }

  private void addressOrNull(@Nullable String address) {
    if (address != null) {
      address(address);
    }
  }

  private static void textOrNull(@Nullable String text, int most) {
    if (text != null) {
      text(text, most);
    }
  }

  private static void text(String text, int most) {
    assertThat(text).isNotBlank().hasSizeLessThanOrEqualTo(most);
    assertThat(text.codePoints())
        .allMatch(point ->
            switch (Character.getType(point)) {
              case Character.CONTROL, Character.SURROGATE -> false;
              case Character.FORMAT -> point == 0x200C || point == 0x200D;
              default -> point != 0x2028 && point != 0x2029;
            });
  }
}

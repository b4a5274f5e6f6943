package vn.taivideonhanh.token;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.token.Problems.assertRefused;
import static vn.taivideonhanh.token.TokenDesk.GUEST;
import static vn.taivideonhanh.token.TokenDesk.HOME;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Pack;
import vn.taivideonhanh.token.TokenMessages.Selection;

/** Tokens for archives and clips, with their limits, on a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class TokenPackTest {
  private Vertx vertx;
  private TokenDesk desk;

  @BeforeEach
  void start(Vertx given, RedisStore store) {
    vertx = given;
    desk = new TokenDesk(vertx, store).start();
  }

  private Future<Issued> pack(int entries, String preset) {
    return pack(Collections.nCopies(entries, FakeAnalysis.REQUEST), preset, false);
  }

  private Future<Issued> pack(List<String> requests, String preset, boolean skip) {
    var selection = new Selection(requests, preset, null, skip);
    return TokenMessages.PACK.ask(vertx, new Pack(GUEST, HOME, selection, Bind.NONE));
  }

  @Test
  void an_archive_has_the_exact_length_of_its_entries_and_what_is_around_them() {
    var issued = pack(3, "audio").await();
    assertThat(issued.lane()).isEqualTo(Lane.ARCHIVE);
    assertThat(issued.fileName()).isEqualTo("A title +2.zip");
    assertThat(issued.mediaType()).isEqualTo("application/zip");
    assertThat(issued.resumable()).isTrue();
    int name = "01 - A title.m4a".length();
    int each = 30 + 20 + name + 500 + 24 + 46 + name;
    assertThat(issued.size()).isEqualTo(Size.exact(3L * each + 22));
    var plan = (StreamPlan.Archive) desk.check(issued.token()).await().plan();
    assertThat(plan.entries())
        .extracting(StreamPlan.ArchiveEntry::name)
        .containsExactly("01 - A title.m4a", "02 - A title.m4a", "03 - A title.m4a");
    assertThat(plan.id()).matches("[0-9a-f]{32}");
  }

  @Test
  void a_height_that_is_not_there_is_the_next_one_below() {
    desk.length = Future.succeededFuture(1000L);
    var plan = (StreamPlan.Archive) desk.check(pack(1, "1080p").await().token()).await().plan();
    assertThat(plan.entries().getFirst().plan()).isInstanceOf(StreamPlan.Direct.class);
    assertRefused(pack(1, "nothing"), ProblemCode.FORMAT_NOT_FOUND);
  }

  @Test
  void an_entry_that_cannot_be_had_is_named_or_left_out() {
    var ids = List.of(FakeAnalysis.REQUEST, "1".repeat(26));
    var refused = Problems.of(pack(ids, "audio", false));
    assertThat(refused.code()).isEqualTo(ProblemCode.ANALYSIS_NOT_FOUND);
    assertThat(refused.field()).isEqualTo("archive.requestIds.1");
    assertThat(refused.detail()).startsWith("Number 2 of the archive: ");
    assertThat(pack(ids, "audio", true).await().fileName()).isEqualTo("A title.zip");
    assertRefused(pack(List.of(ids.getLast()), "audio", true), ProblemCode.ANALYSIS_NOT_FOUND);
  }

  @Test
  void every_entry_counts_against_the_day_once_and_is_given_back_when_no_byte_left() {
    var seven = pack(7, "audio").await().token();
    var four = pack(4, "audio").await().token();
    desk.open(seven, "s1").await();
    assertThat(desk.usage().day()).isEqualTo(7);
    var refused = Problems.of(desk.open(four, "s2"));
    assertThat(refused.code()).isEqualTo(ProblemCode.DAILY_LIMIT);
    assertThat(refused.detail()).contains("3 of the day are left").contains("takes 4");
    assertRefused(pack(4, "audio"), ProblemCode.DAILY_LIMIT);
    desk.close(seven, "s1", 0);
    assertThat(desk.usage().day()).isZero();
    desk.open(seven, "s3").await();
    desk.close(seven, "s3", 9);
    var again = desk.refresh(seven).await().token();
    desk.open(again, "s4").await();
    assertThat(desk.usage().day()).isEqualTo(7);
  }

  @Test
  void an_archive_larger_than_a_day_is_refused_at_once() {
    desk.tiers.put("free", TestTiers.of(2, 5, 20, 3));
    var refused = Problems.of(pack(3, "audio"));
    assertThat(refused.code()).isEqualTo(ProblemCode.DAILY_LIMIT);
    assertThat(refused.detail()).contains("2 of the day are left").contains("takes 3");
  }

  @Test
  void a_clip_lies_inside_the_video() {
    var beyond = Problems.of(clip(12_500, 12_600));
    assertThat(beyond.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
    assertThat(beyond.field()).isEqualTo("clip.start");
    assertThat(beyond.detail()).isEqualTo("The video ends after 12.5 seconds.");
    assertThat(Problems.of(clip(1_000, 13_501)).field()).isEqualTo("clip.end");
  }

  private Future<Issued> clip(long start, long end) {
    var choice = new Choice("audio", null, null, new Clip(start, end), List.of());
    return TokenMessages.ISSUE.ask(
        vertx, new Issue(GUEST, HOME, FakeAnalysis.REQUEST, choice, Bind.NONE));
  }
}

package vn.taivideonhanh.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.account.AccountDesk.problem;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.account.AccountMessages.Profile;
import vn.taivideonhanh.account.PeopleMessages.Change;
import vn.taivideonhanh.account.PeopleMessages.Changes;
import vn.taivideonhanh.account.PeopleMessages.Remove;
import vn.taivideonhanh.account.PeopleMessages.Search;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** An admin is always left, whatever admins do to each other at the same instant. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class AdminsTest {
  private static final Changes DEMOTED = new Changes(null, null, Role.USER, null);
  private static final Changes PROMOTED = new Changes(null, null, Role.ADMIN, null);
  private static final Changes BLOCKED = new Changes(null, null, null, true);
  private static final Changes FREED = new Changes(null, null, null, false);
  private final Random random = new Random(1);
  private Vertx vertx;
  private AccountDesk desk;
  private String root;

  @BeforeEach
  void start(Vertx own, RedisStore store) {
    vertx = own;
    desk = new AccountDesk(vertx, store, "open");
    root = desk.register("root", desk.firstCode()).await().profile().personId();
  }

  private List<String> registered(int count) {
    var ids = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      // So many may try in a minute.
      desk.clock.pass(Duration.ofSeconds(4));
      ids.add(desk.register("ann" + i, null).await().profile().personId());
    }
    return ids;
  }

  private Future<Profile> change(String by, String whom, Changes changes) {
    return PeopleMessages.CHANGE.ask(vertx, new Change(by, whom, changes));
  }

  private Future<?> end(String by, String whom) {
    return switch (random.nextInt(3)) {
      case 0 -> change(by, whom, DEMOTED);
      case 1 -> change(by, whom, BLOCKED);
      default -> PeopleMessages.REMOVE.ask(vertx, new Remove(by, whom));
    };
  }

  private List<String> admins() {
    var all = PeopleMessages.SEARCH.ask(vertx, new Search("", "", 100)).await().people();
    return all.stream()
        .filter(each -> each.role() == Role.ADMIN && !each.blocked())
        .map(Profile::personId)
        .toList();
  }

  @Test
  void two_who_end_each_other_at_once_leave_one() {
    var first = root;
    for (var second : registered(40)) {
      var _ = change(first, second, PROMOTED).await();
      var both = List.of(end(first, second), end(second, first));
      Future.join(both).otherwiseEmpty().await();
      assertThat(both.stream().filter(Future::succeeded)).hasSize(1);
      assertThat(both.stream().filter(Future::failed).map(f -> problem(f)))
          .containsOnly(ProblemCode.LAST_ADMIN);
      assertThat(admins()).hasSize(1);
      first = admins().getFirst();
    }
  }

  @Test
  void many_who_end_and_promote_each_other_at_once_leave_one() {
    var people = registered(8);
    for (var round = 0; round < 30; round++) {
      var by = admins().getFirst();
      Future.join(people.stream().map(each -> change(by, each, PROMOTED)).toList())
          .otherwiseEmpty()
          .await();
      var all = new ArrayList<Future<?>>();
      var targets = new ArrayList<>(people);
      targets.add(root);
      Collections.shuffle(targets, random);
      for (var i = 0; i < targets.size(); i++) {
        var actor = targets.get((i + 1) % targets.size());
        all.add(change(actor, targets.get(i), random.nextBoolean() ? DEMOTED : BLOCKED));
        all.add(change(actor, targets.get(i), DEMOTED));
        if (i % 3 == 0) {
          all.add(change(actor, targets.get(i), random.nextBoolean() ? PROMOTED : FREED));
        }
      }
      Future.join(all).otherwiseEmpty().await();
      assertThat(admins()).as("round %d", round).isNotEmpty();
      var left = admins().getFirst();
      Future.join(targets.stream().map(each -> change(left, each, FREED)).toList())
          .otherwiseEmpty()
          .await();
    }
  }

  @Test
  void an_admin_of_before_this_was_counted_counts_after_the_next_login(RedisStore store) {
    var ann = registered(1).getFirst();
    var _ = change(root, ann, PROMOTED).await();
    store.send(Command.DEL, desk.settings.key("admins")).await();
    assertThat(problem(change(root, ann, DEMOTED))).isEqualTo(ProblemCode.LAST_ADMIN);
    var _ = desk.login("root", AccountDesk.PASSWORD, null).await();
    assertThat(change(root, ann, DEMOTED).await().role()).isEqualTo(Role.USER);
  }

  @Test
  void who_is_no_admin_is_blocked_by_anybody_and_who_was_one_can_be_again() {
    var ann = registered(1).getFirst();
    assertThat(change(root, ann, BLOCKED).await().blocked()).isTrue();
    assertThat(change(root, ann, PROMOTED).await().role()).isEqualTo(Role.ADMIN);
    assertThat(problem(change(ann, root, DEMOTED))).as("blocked").isEqualTo(ProblemCode.LAST_ADMIN);
    var _ = change(root, ann, FREED).await();
    assertThat(change(ann, root, DEMOTED).await().role()).isEqualTo(Role.USER);
    assertThat(admins()).containsExactly(ann);
  }
}

package vn.taivideonhanh.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import vn.taivideonhanh.config.Accounts;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Computes Argon2id (RFC 9106), a bounded number at once and a bounded number waiting, so that no
 * number of logins takes the memory or the processors from the rest of the server.
 */
final class Passwords {
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  /** Less than {@link AccountMessages} have, whatever else a login waits for. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Stands in for the hash of an account that is not there; no password has it. */
  private static final byte[] NO_TAG = new byte[PasswordHash.TAG_BYTES];

  private final WorkerExecutor workers;
  private final int most;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger computed = new AtomicInteger();
  private final PasswordHash nobody;

  Passwords(Vertx vertx, Accounts accounts) {
    this.workers = vertx.createSharedWorkerExecutor("tvn-passwords", accounts.passwordsAtOnce());
    this.most = accounts.passwordsAtOnce() + accounts.passwordsWaiting();
    this.nobody =
        PasswordHash.fresh(accounts.passwordMemoryKiB(), accounts.passwordIterations())
            .withTag(NO_TAG);
  }

  /** The PHC string of a new password. */
  Future<String> hash(String password) {
    return inTurn(() -> {
      var fresh = PasswordHash.fresh(nobody.memoryKiB(), nobody.iterations());
      return fresh.withTag(tag(fresh, password)).text();
    });
  }

  /**
   * Whether that is the password; costs the same when there is none to compare with.
   *
   * @param stored a PHC string, or empty
   */
  Future<Boolean> verify(String password, String stored) {
    var known = stored.isEmpty() ? nobody : PasswordHash.parse(stored);
    return inTurn(() -> MessageDigest.isEqual(known.tag(), tag(known, password)));
  }

  /** Whether a stored password has the cost that new ones get. */
  boolean costsAsNew(String stored) {
    var known = PasswordHash.parse(stored);
    return known.memoryKiB() == nobody.memoryKiB() && known.iterations() == nobody.iterations();
  }

  /** How many computations there were, for tests: what they cost is the same for each. */
  int computed() {
    return computed.get();
  }

  void close() {
    workers.close().onComplete(_ -> {});
  }

  private <T> Future<T> inTurn(Callable<T> computation) {
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      return Future.failedFuture(busy());
    }
    var asked = System.nanoTime();
    Callable<T> wanted =
        () -> {
          requireWanted(asked);
          return computation.call();
        };
    return workers
        .executeBlocking(wanted, false)
        .map(result -> Objects.requireNonNull(result))
        .onComplete(_ -> underWay.decrementAndGet());
  }

  /** What nobody waits for any more is not computed, so that those behind have their turn. */
  private static void requireWanted(long asked) {
    if (System.nanoTime() - asked >= PATIENCE.toNanos()) {
      throw busy();
    }
  }

  private static Failure busy() {
    return new Failure(
        ProblemCode.UNAVAILABLE, "Many people log in just now. Try again.", A_MOMENT);
  }

  private byte[] tag(PasswordHash hash, String password) {
    computed.incrementAndGet();
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(hash.memoryKiB())
            .withIterations(hash.iterations())
            .withParallelism(1)
            .withSalt(hash.salt())
            .build());
    var tag = new byte[PasswordHash.TAG_BYTES];
    var _ = generator.generateBytes(password.getBytes(UTF_8), tag);
    return tag;
  }
}

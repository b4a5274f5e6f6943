package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.EventLoop;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;

/** Who may use the guard at the moment. Safe on any thread. */
final class Passes {
  private static final int PASSWORD_OCTETS = 16;
  private static final String SCHEME = "basic ";

  private final SecureRandom random = new SecureRandom();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder astray = new LongAdder();
  private final AtomicLong serial = new AtomicLong();
  private final Map<String, Entry> open = new ConcurrentHashMap<>();
  private final EventLoop loop;
  private final int port;

  private record Entry(JobPass pass, String password) {}

  Passes(EventLoop loop, int port) {
    this.loop = loop;
    this.port = port;
  }

  JobPass open(String job, Budget budget) {
    // A job may be tried again before its last try has quite ended.
    var user = job + "." + serial.incrementAndGet();
    var octets = new byte[PASSWORD_OCTETS];
    random.nextBytes(octets);
    var password = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    var credential = new JobPass.Credential(user, password, port);
    var life = budget.life().toMillis();
    var end = loop.schedule(() -> expire(user), life, TimeUnit.MILLISECONDS);
    var pass = new JobPass(credential, budget, loop, () -> forget(user, end));
    open.put(user, new Entry(pass, password));
    return pass;
  }

  private void forget(String user, ScheduledFuture<?> end) {
    open.remove(user);
    end.cancel(false);
  }

  private void expire(String user) {
    var entry = open.get(user);
    if (entry != null) {
      entry.pass.breakOff(Refusal.late());
    }
  }

  /** Whose credential that is, RFC 7617; null when it is nobody's. */
  @Nullable JobPass holder(List<String> fields) {
    if (fields.size() != 1 || !fields.getFirst().regionMatches(true, 0, SCHEME, 0, 6)) {
      return null;
    }
    var pair = decoded(fields.getFirst().substring(SCHEME.length()).strip());
    var colon = pair.indexOf(':');
    var entry = colon < 0 ? null : open.get(pair.substring(0, colon));
    return entry != null && same(entry.password, pair.substring(colon + 1)) ? entry.pass : null;
  }

  /** In the time that any other password takes. */
  private static boolean same(String password, String given) {
    return MessageDigest.isEqual(password.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  void breakOff(Failure why) {
    List.copyOf(open.values()).forEach(entry -> entry.pass.breakOff(why));
  }

  void refused() {
    refusals.increment();
  }

  /** A name that led where it may not. */
  void ledAstray() {
    astray.increment();
    refusals.increment();
  }

  long refusals() {
    return refusals.sum();
  }

  long astray() {
    return astray.sum();
  }

  int count() {
    return open.size();
  }
}

package vn.taivideonhanh.egress;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** A pass with what is left of its budget. What is not {@link Pass} is for the event loop. */
final class JobPass implements Pass {
  /** What a child says when the guard did not let it through, or cut it off. */
  private static final Set<ProblemCode> VAGUE =
      EnumSet.of(ProblemCode.SITE_FAILED, ProblemCode.SITE_UNREACHABLE, ProblemCode.SITE_TIMEOUT);

  private final String user;
  private final String url;
  private final Budget budget;
  private final Pins pins;
  private final ChannelGroup sockets;
  private final Runnable forget;
  private final Set<String> names = new HashSet<>();
  private final Set<String> missed = new HashSet<>();
  private final Set<String> reached = new HashSet<>();
  private int connections;
  private int open;
  private long down;
  private long up;
  private volatile @Nullable Failure trouble;

  JobPass(Credential credential, Budget budget, EventLoop loop, Runnable forget) {
    user = credential.user();
    url = credential.url();
    this.budget = budget;
    this.forget = forget;
    pins = new Pins(budget.life());
    sockets = new DefaultChannelGroup(loop, true);
  }

  /** Who it is, and where the guard is. */
  record Credential(String user, String password, int port) {
    String url() {
      return "http://" + user + ":" + password + "@127.0.0.1:" + port;
    }
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public Failure explain(Failure said) {
    var known = trouble;
    if (known == null) {
      return said;
    }
    // A page whose only video is where nobody may go has none, in the child's words.
    var told =
        VAGUE.contains(said.code())
            || (refusal(known) && said.code() == ProblemCode.SITE_UNSUPPORTED);
    return told ? known : said;
  }

  @Override
  public void close() {
    forget.run();
    var _ = sockets.close();
  }

  /** Ends it before its job has ended. */
  void breakOff(Failure why) {
    note(why);
    close();
  }

  String user() {
    return user;
  }

  Budget budget() {
    return budget;
  }

  Pins pins() {
    return pins;
  }

  /** Counts a connection of the child, which ends with the pass. */
  void admit(Channel child) {
    sockets.add(child);
    connections++;
    open++;
    child.closeFuture().addListener(_ -> open--);
    if (connections > budget.connections() || open > budget.atOnce()) {
      throw spent();
    }
  }

  /** Counts a name, or an address, that the child wants to visit. */
  void visit(String name) {
    names.add(name);
    if (names.size() > budget.names()) {
      names.remove(name);
      throw spent();
    }
  }

  /** Has the connection to a site end with the pass. */
  void own(Channel site) {
    sockets.add(site);
  }

  /** Whether the budget allows bytes from a site. */
  boolean fetched(int octets) {
    down += octets;
    return down <= budget.down() || refused();
  }

  /** Whether the budget allows bytes from the child. */
  boolean sent(int octets) {
    up += octets;
    return up <= budget.up() || refused();
  }

  private boolean refused() {
    var _ = spent();
    return false;
  }

  private Failure spent() {
    var failure = Refusal.spent();
    note(failure);
    return failure;
  }

  /** Keeps that no connection to a site came about, whatever the reason. */
  void miss(String origin) {
    missed.add(origin);
    note(Refusal.unreachable());
  }

  void reach(String origin) {
    reached.add(origin);
  }

  /** Whether trying again is of no use. A site that was reached before may be so again. */
  boolean missed(String origin) {
    return missed.contains(origin) && !reached.contains(origin);
  }

  /** Keeps the first thing that went wrong by the guard's will; a refusal says more than others. */
  void note(Failure failure) {
    var known = trouble;
    if (known == null || (refusal(failure) && !refusal(known))) {
      trouble = failure;
    }
  }

  private static boolean refusal(Failure failure) {
    return failure.code() == ProblemCode.DESTINATION_NOT_ALLOWED;
  }

  @Override
  public String toString() {
    return "pass of " + user;
  }
}

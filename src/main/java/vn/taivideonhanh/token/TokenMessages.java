package vn.taivideonhanh.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.plan.StreamPlan;

/** The contract of the token package: all that another package may know of it. */
public final class TokenMessages {
  /**
   * Issues a token for one choice of an analysis. Fails with {@code ANALYSIS_NOT_FOUND}, {@code
   * ANALYSIS_NOT_READY}, {@code FORMAT_NOT_FOUND}, {@code TOO_MANY_TOKENS}, {@code
   * TOO_MANY_TOKENS_THIS_HOUR}, {@code DAILY_LIMIT}, or the analysis's own failure.
   */
  public static final Endpoint<Issue, Issued> ISSUE =
      new Endpoint<>("token.issue", Issue.class, Issued.class);

  /**
   * Issues a token for several analyses as one archive, which counts as so many downloads of the
   * day. Fails as {@link #ISSUE} does, and says for which entry.
   */
  public static final Endpoint<Pack, Issued> PACK =
      new Endpoint<>("token.pack", Pack.class, Issued.class, Duration.ofSeconds(60));

  /**
   * Tells what {@link #ISSUE} would give a token for, and issues none. Sites are asked for a length
   * that is not known, for each person one question at a time. Fails with {@code
   * ANALYSIS_NOT_FOUND}, {@code ANALYSIS_NOT_READY}, {@code FORMAT_NOT_FOUND}, or the analysis's
   * own failure.
   */
  public static final Endpoint<Plan, Planned> PLAN =
      new Endpoint<>("token.plan", Plan.class, Planned.class);

  /**
   * Gives a new token for the same thing and ends the old one, which opens no stream any more; one
   * that runs goes on, and stops when the new token is revoked. Fails with {@code TOKEN_NOT_FOUND},
   * {@code TOKEN_EXPIRED}, {@code TOKEN_REVOKED}, {@code TOKEN_ELSEWHERE}, and with {@code
   * TOO_MANY_TOKENS} when only a begun download kept the old one alive.
   */
  public static final Endpoint<Present, Issued> REFRESH =
      new Endpoint<>("token.refresh", Present.class, Issued.class);

  /**
   * Ends a token on every node at once; whoever holds it may do so from anywhere, and twice. Fails
   * with {@code TOKEN_NOT_FOUND}, {@code TOKEN_EXPIRED}.
   */
  public static final Endpoint<Present, Done> REVOKE =
      new Endpoint<>("token.revoke", Present.class, Done.class);

  /** Checks a token and changes nothing. Fails as {@link #REFRESH} does. */
  public static final Endpoint<Present, Checked> CHECK =
      new Endpoint<>("token.check", Present.class, Checked.class);

  /**
   * Checks a token and takes a stream slot and, once for each token, its downloads of the day.
   * Fails as {@link #REFRESH} does, and with {@code TOO_MANY_STREAMS}, {@code DAILY_LIMIT}.
   */
  public static final Endpoint<Open, Checked> OPEN =
      new Endpoint<>("token.open", Open.class, Checked.class);

  /** Says that the named streams still run, so that their slots are kept. */
  public static final Endpoint<Keep, Done> KEEP =
      new Endpoint<>("token.keep", Keep.class, Done.class);

  /** Gives a stream's slot back, and the day's download when no byte left. */
  public static final Endpoint<Close, Done> CLOSE =
      new Endpoint<>("token.close", Close.class, Done.class);

  /** Tells how much of a person's limits is taken. */
  public static final Endpoint<Count, Usage> USAGE =
      new Endpoint<>("token.usage", Count.class, Usage.class);

  /** A token was revoked: streams of it must stop. May be told more than once. */
  public static final Fact<Revoked> REVOKED = new Fact<>("token.revoked", Revoked.class);

  private TokenMessages() {}

  /** To what a token is bound. */
  public enum Bind {
    @JsonProperty("none")
    NONE,
    @JsonProperty("ip")
    IP,
    @JsonProperty("ip+agent")
    IP_AGENT
  }

  /**
   * Where a request comes from.
   *
   * @param prefix the address prefix: IPv4 /32 or IPv6 /64, in text
   * @param agent the User-Agent field, at most 512 characters, empty when absent
   */
  public record Client(String prefix, String agent) {}

  /** Asks for a token. */
  public record Issue(Identity who, Client client, String requestId, Choice choice, Bind bind) {}

  /** Asks what a choice would be. */
  public record Plan(Identity who, String requestId, Choice choice) {}

  /** What a choice would be. */
  public record Planned(
      String fileName, String mediaType, Lane lane, Size size, boolean resumable) {}

  /** Asks for a token for an archive. */
  public record Pack(Identity who, Client client, Selection selection, Bind bind) {}

  /**
   * What goes into an archive.
   *
   * @param requestIds 1 to 50 analyses, in order
   * @param preset taken of each, as {@code ArchivePlanner} says
   * @param title of the archive; null for that of the first entry
   * @param skip whether entries that cannot be had are left out
   */
  public record Selection(
      List<String> requestIds, String preset, @Nullable String title, boolean skip) {
    public Selection {
      requestIds = List.copyOf(requestIds);
    }
  }

  /**
   * A new token.
   *
   * @param expiresAt epoch milliseconds
   */
  public record Issued(
      String token,
      long expiresAt,
      String fileName,
      String mediaType,
      Lane lane,
      Size size,
      boolean resumable,
      Usage usage) {}

  /** Asks how much is taken. */
  public record Count(Identity who) {}

  /**
   * How much of a person's limits is taken; null limits are none.
   *
   * @param dayResetsAt epoch milliseconds
   */
  public record Usage(
      int tokens,
      @Nullable Integer tokensLimit,
      int hour,
      @Nullable Integer hourLimit,
      int day,
      @Nullable Integer dayLimit,
      long dayResetsAt) {}

  /** Shows a token. */
  public record Present(String token, Client client) {}

  /**
   * A token that holds.
   *
   * @param digest SHA-256 of the token in lower-case hex: its name in facts and logs
   * @param plannedAt epoch milliseconds of the analysis behind the plan
   */
  public record Checked(
      String digest, Identity who, StreamPlan plan, long plannedAt, long expiresAt) {}

  /** Shows a token to stream it, under a stream id chosen by the relay. */
  public record Open(String token, Client client, String streamId) {}

  /** Names the streams that still run: stream id and the person's id of each. */
  public record Keep(List<Slot> slots) {}

  /** One stream slot. */
  public record Slot(String streamId, String personId) {}

  /** Ends a stream. {@code sent} is what left, in bytes. */
  public record Close(Slot slot, String digest, long sent) {}

  /** It is done. */
  public record Done() {}

  /** Names the token by its digest. */
  public record Revoked(String digest) {}
}

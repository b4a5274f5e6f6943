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
   * TOO_MANY_TOKENS_THIS_HOUR}, {@code DAILY_LIMIT}, {@code DAILY_BYTES}, {@code VIDEO_TOO_LONG},
   * {@code PRESET_NOT_ALLOWED}, or the analysis's own failure.
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
   * Fails as {@link #REFRESH} does, and with {@code TOO_MANY_STREAMS}, {@code DAILY_LIMIT}, {@code
   * DAILY_BYTES}.
   */
  public static final Endpoint<Open, Checked> OPEN =
      new Endpoint<>("token.open", Open.class, Checked.class);

  /** Says that the named streams still run, so that their slots are kept. */
  public static final Endpoint<Keep, Done> KEEP =
      new Endpoint<>("token.keep", Keep.class, Done.class);

  /** Gives a stream's slot back, and the day's download and its bytes when no byte left. */
  public static final Endpoint<Close, Done> CLOSE =
      new Endpoint<>("token.close", Close.class, Done.class);

  /** Tells how much of a person's limits is taken. */
  public static final Endpoint<Count, Usage> USAGE =
      new Endpoint<>("token.usage", Count.class, Usage.class);

  /** A person's tokens that can be opened. */
  public static final Endpoint<Count, Tokens> LIST =
      new Endpoint<>("token.list", Count.class, Tokens.class);

  /** Ends one of a person's tokens, by its digest. Fails with {@code TOKEN_NOT_FOUND}. */
  public static final Endpoint<Drop, Done> DROP =
      new Endpoint<>("token.drop", Drop.class, Done.class);

  /**
   * Gives a new token for what one of a person's tokens is for, named by its digest, as {@link
   * #REFRESH} does. It is bound as the old one was, to where the person is now. Fails with {@code
   * TOKEN_NOT_FOUND}, {@code TOKEN_EXPIRED}, {@code TOKEN_REVOKED}, {@code TOO_MANY_TOKENS}.
   */
  public static final Endpoint<Renewal, Issued> RENEW =
      new Endpoint<>("token.renew", Renewal.class, Issued.class);

  /** All that is kept here of a person, to be given to that person. */
  public static final Endpoint<Count, Exported> EXPORT =
      new Endpoint<>("token.export", Count.class, Exported.class);

  /**
   * Ends all of a person's tokens and streams, and removes what is kept here of the person, who
   * gets no new token for some minutes: for one who leaves for good. Does no harm twice.
   */
  public static final Endpoint<Count, Done> PURGE =
      new Endpoint<>("token.purge", Count.class, Done.class);

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

  /** Names a person. */
  public record Count(Identity who) {}

  /**
   * How much of a person's limits is taken; null limits are none.
   *
   * @param tier the one that holds now
   * @param tokens that live now
   * @param hour tokens of the last hour
   * @param day downloads of the day
   * @param dayBytes of the day
   * @param streams that run now
   * @param dayResetsAt epoch milliseconds
   * @param hourEasesAt when the oldest token of the hour does not count any more, epoch
   *     milliseconds; null when there is none, or after a change
   */
  public record Usage(
      String tier,
      int tokens,
      @Nullable Integer tokensLimit,
      int hour,
      @Nullable Integer hourLimit,
      int day,
      @Nullable Integer dayLimit,
      long dayBytes,
      @Nullable Long dayBytesLimit,
      int streams,
      @Nullable Integer streamsLimit,
      long dayResetsAt,
      @Nullable Long hourEasesAt) {}

  /**
   * A token that can be opened, without the token.
   *
   * @param digest its name
   * @param begun whether something of it has left
   * @param expiresAt epoch milliseconds
   */
  public record Token(
      String digest,
      String title,
      String fileName,
      Lane lane,
      Size size,
      boolean begun,
      long expiresAt) {}

  /** Tokens, those that end first first. */
  public record Tokens(List<Token> tokens) {
    public Tokens {
      tokens = List.copyOf(tokens);
    }
  }

  /** Names one of a person's tokens. */
  public record Drop(String personId, String digest) {}

  /** Names one of a person's tokens, and where the person is. */
  public record Renewal(String personId, String digest, Client client) {}

  /** All that is kept of a person. */
  public record Exported(List<Token> tokens, Usage usage) {
    public Exported {
      tokens = List.copyOf(tokens);
    }
  }

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

  /** Names the streams that still run. */
  public record Keep(List<Running> streams) {
    public Keep {
      streams = List.copyOf(streams);
    }
  }

  /** One stream slot. */
  public record Slot(String streamId, String personId) {}

  /**
   * A stream and how far it is.
   *
   * @param digest of its token
   * @param sent what has left, in bytes
   */
  public record Running(Slot slot, String digest, long sent) {}

  /** Ends a stream. */
  public record Close(Running stream) {}

  /** It is done. */
  public record Done() {}

  /** Names the token by its digest. */
  public record Revoked(String digest) {}
}

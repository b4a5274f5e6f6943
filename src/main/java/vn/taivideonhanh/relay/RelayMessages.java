package vn.taivideonhanh.relay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.token.TokenMessages.Client;

/** The contract of the relay package: all that another package may know of it. */
public final class RelayMessages {
  /**
   * Checks a token, takes a slot and opens a book. Fails as {@code TokenMessages.OPEN} does, and
   * with {@code UNAVAILABLE} while the node drains.
   */
  public static final Endpoint<Open, Opened> OPEN =
      new Endpoint<>("relay.open", Open.class, Opened.class);

  /** Checks a token for a HEAD request: no slot, no book, no count. */
  public static final Endpoint<Head, Opened> HEAD =
      new Endpoint<>("relay.head", Head.class, Opened.class);

  /** Sources that replace the ones that no longer work; the same plan otherwise. */
  public static final Endpoint<Renew, Opened> RENEW =
      new Endpoint<>("relay.renew", Renew.class, Opened.class, Duration.ofSeconds(65));

  /** What was noted of the archive that a stream is of, by this stream or others. */
  public static final Endpoint<Learn, Learned> LEARN =
      new Endpoint<>("relay.learn", Learn.class, Learned.class);

  /** Notes something of an archive for streams to come; what was noted first stays. */
  public static final Endpoint<Note, Noted> NOTE =
      new Endpoint<>("relay.note", Note.class, Noted.class);

  /** Tells how far a stream is, about once a second. */
  public static final Endpoint<Report, Noted> REPORT =
      new Endpoint<>("relay.report", Report.class, Noted.class);

  /** Ends a stream: closes its book and gives its slot back. */
  public static final Endpoint<Close, Noted> CLOSE =
      new Endpoint<>("relay.close", Close.class, Noted.class);

  /**
   * Empties the node: refuses new streams, gives those that run {@code drain.timeout}, then stops
   * them. Completes when no stream is left.
   */
  public static final Endpoint<Drain, Drained> DRAIN =
      new Endpoint<>("relay.drain", Drain.class, Drained.class, Duration.ofMinutes(30));

  /** The newest news of a token's streams on this node: what runs, or ended a short while ago. */
  public static final Endpoint<Recall, Recalled> RECALL =
      new Endpoint<>("relay.recall", Recall.class, Recalled.class);

  /** A person's downloads on all nodes: what runs, and what ended a short while ago. */
  public static final Endpoint<Ask, Downloads> DOWNLOADS =
      new Endpoint<>("relay.downloads", Ask.class, Downloads.class);

  /** Everybody's downloads on all nodes, for admins. */
  public static final Endpoint<Survey, Downloads> SURVEY =
      new Endpoint<>("relay.survey", Survey.class, Downloads.class);

  /** A person's history. */
  public static final Endpoint<Ask, Entries> HISTORY =
      new Endpoint<>("relay.history", Ask.class, Entries.class);

  /** Removes an entry of a person's history, or all of it. */
  public static final Endpoint<Forget, Forgotten> FORGET =
      new Endpoint<>("relay.forget", Forget.class, Forgotten.class);

  /** All that is kept here of a person, to be given to that person. */
  public static final Endpoint<Ask, Exported> EXPORT =
      new Endpoint<>("relay.export", Ask.class, Exported.class);

  /**
   * Removes all that is kept here of a person, of whom nothing is noted for some minutes: for one
   * who leaves for good, after the tokens are gone. Does no harm twice.
   */
  public static final Endpoint<Ask, Noted> PURGE =
      new Endpoint<>("relay.purge", Ask.class, Noted.class);

  /** How far a stream is, for those who watch a download. */
  public static final Fact<Progress> PROGRESS = new Fact<>("relay.progressed", Progress.class);

  /** A stream of this node must stop at once. Told inside the node. */
  public static final Fact<Stop> STOP = new Fact<>("relay.stopped", Stop.class);

  private RelayMessages() {}

  /** Asks for a stream. */
  public record Open(String token, Client client) {}

  /** Asks what a stream would be. */
  public record Head(String token, Client client) {}

  /**
   * Asks for fresh sources of a stream's plan.
   *
   * @param entry of an archive, from 0; null for a plan that is none
   */
  public record Renew(String streamId, @Nullable Integer entry) {}

  /** Asks what was noted of a stream's archive. */
  public record Learn(String streamId) {}

  /** What was noted. */
  public record Learned(Map<String, String> notes) {
    public Learned {
      notes = Map.copyOf(notes);
    }
  }

  /**
   * Something to be noted of a stream's archive.
   *
   * @param notes names of at most 32 characters, with values of at most 1,024
   */
  public record Note(String streamId, Map<String, String> notes) {
    public Note {
      notes = Map.copyOf(notes);
    }
  }

  /**
   * A stream that may start.
   *
   * @param streamId names the stream until {@link #CLOSE}; empty for {@link #HEAD}
   * @param digest SHA-256 of the token, lower-case hex
   * @param who whose token it is
   */
  public record Opened(String streamId, String digest, StreamPlan plan, Identity who) {}

  /**
   * How far a stream is.
   *
   * @param promised bytes of this response's body; null when the lane cannot know
   * @param offset where in the file this response starts
   * @param sent bytes of this response handed to the socket
   * @param upstream bytes read from the site
   */
  public record Report(
      String streamId, @Nullable Long promised, long offset, long sent, long upstream) {}

  /** How a stream ended. */
  public enum Outcome {
    /** Everything that was promised left. */
    @JsonProperty("complete")
    COMPLETE,
    /** The client went away first. */
    @JsonProperty("client-left")
    CLIENT_LEFT,
    /** The source failed, and so the connection was cut. */
    @JsonProperty("cut")
    CUT,
    /** The token was revoked. */
    @JsonProperty("revoked")
    REVOKED,
    /** The node was going down. */
    @JsonProperty("drained")
    DRAINED,
    /** Refused before the first byte, with a problem. */
    @JsonProperty("refused")
    REFUSED
  }

  /** The end of a stream, with the last figures. */
  public record Close(Report last, Outcome outcome, int retries, @Nullable String reason) {}

  /** It is noted. */
  public record Noted() {}

  /** Asks that the node be emptied. */
  public record Drain() {}

  /** No stream is left; {@code stopped} of them were told to stop. */
  public record Drained(int stopped) {}

  /**
   * How far a download is.
   *
   * @param person the id of an {@code Identity}
   * @param outcome null while it runs
   * @param startedAt epoch milliseconds
   * @param at epoch milliseconds
   */
  public record Progress(
      String digest,
      String person,
      String title,
      String streamId,
      Lane lane,
      @Nullable Long total,
      long position,
      @Nullable Outcome outcome,
      long startedAt,
      long at) {}

  /**
   * Names a person.
   *
   * @param since what ended up to then is left out, epoch milliseconds; 0 leaves out nothing
   */
  public record Ask(String person, long since) {
    /** All of a person's. */
    public Ask(String person) {
      this(person, 0);
    }
  }

  /** Asks for at most so many downloads. */
  public record Survey(int most) {}

  /** Downloads that run, and that ended, the newest first. */
  public record Downloads(List<Progress> running, List<Progress> ended) {
    public Downloads {
      running = List.copyOf(running);
      ended = List.copyOf(ended);
    }
  }

  /**
   * A download of the past.
   *
   * @param id the digest of its link
   * @param url of the page, without what may be a secret; null when that leaves nothing
   * @param sent bytes of all its streams
   * @param startedAt epoch milliseconds
   * @param endedAt epoch milliseconds
   */
  public record Entry(
      String id,
      String title,
      @Nullable String url,
      Lane lane,
      @Nullable Long total,
      long sent,
      Outcome outcome,
      long startedAt,
      long endedAt) {}

  /** A history, the newest first. */
  public record Entries(List<Entry> entries) {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /** Names an entry of a person's history; null names all. */
  public record Forget(String person, @Nullable String entry) {}

  /** So many entries are gone. */
  public record Forgotten(long entries) {}

  /** All that is kept of a person. */
  public record Exported(List<Entry> history, Downloads downloads) {
    public Exported {
      history = List.copyOf(history);
    }
  }

  /** Names a token by its digest. */
  public record Recall(String digest) {}

  /** The newest news of a token; null when there is none. */
  public record Recalled(@Nullable Progress last) {}

  /** Names a stream and says why it stops. */
  public record Stop(String streamId, Outcome outcome) {}
}

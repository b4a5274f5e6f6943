package vn.taivideonhanh.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration. {@code conf/config.json} in the jar holds every default; bounds are
 * checked here. {@code docs/configuration.md} says what each key is for.
 */
public record AppConfig(
    Profile profile,
    HttpConfig http,
    Data data,
    Access access,
    Accounts accounts,
    Oidc oidc,
    Mail mail,
    Redis redis,
    Analysis analysis,
    QueueLimits queue,
    Tokens tokens,
    Map<String, Tier> tiers,
    History history,
    Relay relay,
    Egress egress,
    Tools tools,
    Releases releases,
    Sandbox sandbox,
    Drain drain,
    Webhooks webhooks,
    Cluster cluster,
    Monitoring monitoring,
    LogConfig log) {

  public AppConfig {
    tiers = Map.copyOf(tiers);
    for (var needed : List.of("free", "owner")) {
      Check.that(tiers.containsKey(needed), "tiers", "must have a tier \"" + needed + "\"");
    }
    Check.that(
        !oidc.on() || http.publicUrl() != null,
        "http.publicUrl",
        "must be given with oidc.issuer, which sends people back to it");
    Check.that(
        !mail.on() || http.publicUrl() != null,
        "http.publicUrl",
        "must be given with mail.host, since letters link to it");
    Check.that(tiers.containsKey(oidc.tier()), "oidc.tier", "must be one of tiers");
    egress = egress.denying(Neighbours.of(http, redis, cluster, mail));
    if (profile == Profile.PRODUCTION) {
      Check.that(
          egress.allow().isEmpty() || egress.allowInProduction(),
          "egress.allow",
          "must be empty with profile production, unless egress.allowInProduction is true");
      sandbox = sandbox.atLeast(Sandbox.Level.LANDLOCK_NET);
    }
  }

  /** The access mode with {@link Access.Mode#AUTO} worked out: private on loopback, else open. */
  public Access.Mode accessMode() {
    if (access.mode() != Access.Mode.AUTO) {
      return access.mode();
    }
    return http.onLoopback() ? Access.Mode.SINGLE : Access.Mode.OPEN;
  }

  /** This, with the parts of {@code newer} that can change while the server runs. */
  public AppConfig reloadedFrom(AppConfig newer) {
    return new AppConfig(
        profile,
        http,
        data,
        access,
        accounts,
        oidc,
        mail,
        redis,
        analysis,
        newer.queue,
        tokens,
        newer.tiers,
        history,
        relay,
        egress,
        tools,
        releases,
        sandbox,
        drain,
        webhooks,
        cluster,
        monitoring,
        newer.log);
  }

  /**
   * This, for a trial on this machine: nothing that is private may be visited but one place.
   *
   * @param place {@code address:port}
   */
  public AppConfig visiting(String place) {
    return new AppConfig(
        Profile.PRIVATE,
        http,
        data,
        access,
        accounts,
        oidc,
        mail,
        redis,
        analysis,
        queue,
        tokens,
        tiers,
        history,
        relay,
        egress.allowingOnly(List.of(place)),
        tools,
        releases,
        sandbox,
        drain,
        webhooks,
        cluster,
        monitoring,
        log);
  }

  /** Where the embedded Redis and the tools keep their files. */
  public record Data(Path dir) {}

  /** Who may use the server. */
  public record Access(Mode mode) {
    /** The modes. */
    public enum Mode {
      /** {@link #SINGLE} when only this machine can connect, else {@link #OPEN}. */
      @JsonProperty("auto")
      AUTO,
      /** Guests are welcome, within the limits of tier {@code free}. */
      @JsonProperty("open")
      OPEN,
      /** Whoever has an account; guests may log in and register, no more. */
      @JsonProperty("members")
      MEMBERS,
      /** Everybody is the owner; no limits. */
      @JsonProperty("single")
      SINGLE
    }
  }

  /**
   * The store.
   *
   * @param url {@code redis://}, {@code rediss://} or {@code unix://}, several separated by commas:
   *     a primary and its replicas, nodes of a cluster, or Sentinels; null starts a private server
   * @param cluster whether they are nodes of a Redis Cluster
   * @param sentinel the name by which they, Sentinels then, know the primary; null if they are none
   * @param timeout of one command
   * @param prefix of every key
   */
  public record Redis(
      @Nullable String url,
      boolean cluster,
      @Nullable String sentinel,
      @Nullable String password,
      Duration timeout,
      String prefix) {
    public Redis {
      Check.that(
          sentinel == null || (url != null && !cluster),
          "redis.sentinel",
          "needs Sentinels in redis.url, and redis.cluster false");
      Check.that(prefix.matches("[a-z0-9-]{1,16}"), "redis.prefix", "must match [a-z0-9-]{1,16}");
    }
  }

  /**
   * The analyses.
   *
   * @param workers warm extractors of this node, 1 to 64
   * @param jobsPerWorker children of one extractor at once, 1 to 64
   * @param fresh for how long a result answers the same address again
   * @param keep for how long an ended analysis can be looked at
   * @param attempts 1 to 10
   * @param lease of a claimed job, renewed three times in it
   * @param timeout wall clock of one attempt
   * @param cpu processor time of one attempt
   * @param memoryMiB address space of a child, from 256
   * @param outputMiB of one child, 1 to 64
   * @param waitingPerPerson jobs that one person may have waiting
   * @param waiting jobs that may wait in all
   */
  public record Analysis(
      int workers,
      int jobsPerWorker,
      Duration fresh,
      Duration keep,
      int attempts,
      Duration lease,
      Duration timeout,
      Duration cpu,
      int memoryMiB,
      int outputMiB,
      int waitingPerPerson,
      int waiting) {
    public Analysis {
      Check.range(workers, 1, 64, "analysis.workers");
      Check.range(jobsPerWorker, 1, 64, "analysis.jobsPerWorker");
      Check.range(attempts, 1, 10, "analysis.attempts");
      Check.range(memoryMiB, 256, 1 << 20, "analysis.memoryMiB");
      Check.range(outputMiB, 1, 64, "analysis.outputMiB");
      Check.range(waitingPerPerson, 1, 1_000_000, "analysis.waitingPerPerson");
      Check.range(waiting, 1, 10_000_000, "analysis.waiting");
    }
  }

  /**
   * The stream tokens.
   *
   * @param lifetime of a token until its first byte
   * @param resumeGrace how much longer a download that has begun may be resumed
   * @param refreshLimit for how long after the first one a token may be refreshed
   * @param bind {@code none}, {@code ip} or {@code ip+agent}, when a request does not say
   */
  public record Tokens(
      Duration lifetime, Duration resumeGrace, Duration refreshLimit, String bind) {
    public Tokens {
      Check.that(
          List.of("none", "ip", "ip+agent").contains(bind),
          "tokens.bind",
          "must be none, ip or ip+agent");
    }
  }

  /**
   * The streams.
   *
   * @param stall how long neither side may stand still
   * @param slowestKiB the least that a client may take, KiB a second; 0 is no least
   * @param slowestOver the time over which that is measured
   * @param connectTimeout to a site
   * @param firstByteTimeout from the request to the site's answer
   * @param retries of one stream, at the very offset, 0 to 20
   * @param slotLease how long a slot outlives a node that died
   * @param muxMax longest run of a child that joins tracks
   * @param childrenAtOnce ffmpeg and yt-dlp streams of this node, 1 to 1,000
   * @param splice whether the kernel moves bytes by itself, where it can
   */
  public record Relay(
      Duration stall,
      int slowestKiB,
      Duration slowestOver,
      Duration connectTimeout,
      Duration firstByteTimeout,
      int retries,
      Duration slotLease,
      Duration muxMax,
      int childrenAtOnce,
      boolean splice) {
    public Relay {
      Check.range(slowestKiB, 0, 1 << 20, "relay.slowestKiB");
      Check.range(retries, 0, 20, "relay.retries");
      Check.range(childrenAtOnce, 1, 1000, "relay.childrenAtOnce");
    }
  }

  /**
   * The programs that do the work; null is looked for in the data directory, then on the PATH.
   *
   * @param ytDlp a program, or a folder that holds the Python package {@code yt_dlp}
   * @param ytDlpFloor the oldest version without known holes
   * @param ytDlpBelowFloor {@code warn} or {@code refuse}
   */
  public record Tools(
      @Nullable Path python,
      @Nullable Path ytDlp,
      String ytDlpFloor,
      String ytDlpBelowFloor,
      @Nullable Path ffmpeg,
      @Nullable Path javascript) {
    public Tools {
      Check.that(
          List.of("warn", "refuse").contains(ytDlpBelowFloor),
          "tools.ytDlpBelowFloor",
          "must be warn or refuse");
    }
  }

  /** How long running streams may go on when the server is told to end. */
  public record Drain(Duration timeout) {}
}

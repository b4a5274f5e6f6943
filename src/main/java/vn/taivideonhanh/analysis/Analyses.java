package vn.taivideonhanh.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Cancel;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetch;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetched;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.analysis.AnalysisMessages.Renew;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.Added;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.Left;
import vn.taivideonhanh.queue.NewJob;
import vn.taivideonhanh.queue.Standing;

/** Answers the questions of {@link AnalysisMessages}. */
final class Analyses {
  private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Who waits for renewals; leaves never. */
  private static final String RENEWALS = "_renewals";

  /** A download stands still meanwhile. */
  private static final int URGENT = 16;

  private final AnalysisParts parts;
  private final Endings endings;

  Analyses(Vertx vertx, AnalysisParts parts) {
    this.parts = parts;
    this.endings = new Endings(vertx, parts.queue());
  }

  Future<Analysis> submit(Submit submit) {
    var url = parts.intake().apply(submit.url());
    var tier = parts.tiers().named(submit.who().tierAt(parts.clock().millis()));
    var limit = parts.config().analysis().waitingPerPerson();
    var job = job(url, submit.who().id(), tier.queueWeight(), 0, limit);
    return add(job).compose(this::standing).map(this::shown);
  }

  Future<Analysis> look(Look look) {
    return standing(look.requestId()).map(this::shown);
  }

  Future<Analysis> cancel(Cancel cancel) {
    var id = cancel.requestId();
    if (!ID.matcher(id).matches()) {
      return Future.failedFuture(unknown());
    }
    return parts
        .queue()
        .cancel(id, cancel.who().id())
        .compose(left -> left == Left.UNKNOWN ? Future.failedFuture(unknown()) : standing(id))
        .map(this::shown);
  }

  Future<Fetched> fetch(Fetch fetch) {
    return standing(fetch.requestId()).map(standing -> fetched(standing.job()));
  }

  Future<Fetched> renew(Renew renew) {
    var url = parts.intake().apply(renew.pageUrl());
    var limit = parts.config().analysis().waiting();
    var job = job(url, RENEWALS, URGENT, renew.olderThan() + 1, limit);
    return add(job).compose(endings::await).map(standing -> fetched(standing.job()));
  }

  /**
   * The job that analyses an address.
   *
   * @param since an analysis that ended at this time or later will do; epoch milliseconds
   * @param limit how many the person may have waiting
   */
  static NewJob job(String url, String person, int weight, long since, int limit) {
    return new NewJob(newId(), person, weight, print(url), Records.question(url), since, limit)
        .inGroup(site(url));
  }

  private Future<String> add(NewJob job) {
    return parts
        .queue()
        .add(job)
        .map(added ->
            switch (added) {
              case Added.Accepted(var id, _) -> id;
              case Added.Refused.PERSON_FULL ->
                  throw tooMany("You have too many analyses waiting. Let one end first.");
              case Added.Refused.QUEUE_FULL ->
                  throw tooMany("The server has too much to do. Try again in a moment.");
            });
  }

  private Future<Standing> standing(String id) {
    return ID.matcher(id).matches() ? endings.read(id) : Future.failedFuture(unknown());
  }

  private static Fetched fetched(Job job) {
    return switch (job.state()) {
      case COMPLETED -> new Fetched(Views.media(job), job.endedAt());
      case FAILED, DEAD -> throw Views.failure(job);
      case CANCELLED ->
          throw new Failure(
              ProblemCode.ANALYSIS_CANCELLED, "Ask for the analysis of the address again.");
      case WAITING, DELAYED, ACTIVE ->
          throw new Failure(
              ProblemCode.ANALYSIS_NOT_READY,
              "Wait until the analysis is completed.",
              Duration.ofSeconds(1));
    };
  }

  private static Failure tooMany(String detail) {
    return new Failure(ProblemCode.TOO_MANY_ANALYSES, detail, Duration.ofSeconds(5));
  }

  static Failure unknown() {
    return new Failure(
        ProblemCode.ANALYSIS_NOT_FOUND, "Paste the address again to have it analysed.");
  }

  /** What is limited together: the host, for which yt-dlp's own names of sites come too late. */
  private static String site(String url) {
    var host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
    var name = host.replaceFirst("^(www|m)\\.", "").replaceAll("[^a-z0-9_.:-]", "_");
    return name.substring(0, Math.min(name.length(), 128));
  }

  /** 26 digits of base 36 are 134 bits. */
  private static String newId() {
    var id = new StringBuilder(26);
    for (var i = 0; i < 26; i++) {
      id.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return id.toString();
  }

  private static String print(String url) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(url.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Analysis shown(Standing standing) {
    return Views.analysis(standing, parts.encoders());
  }
}

package vn.taivideonhanh.account;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.config.Mail;
import vn.taivideonhanh.mail.Letter;
import vn.taivideonhanh.mail.Mailer;
import vn.taivideonhanh.queue.Added;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.NewJob;
import vn.taivideonhanh.queue.Outcome;
import vn.taivideonhanh.queue.QueueConfig;
import vn.taivideonhanh.queue.Task;
import vn.taivideonhanh.queue.Worker;

/**
 * Has letters written and sent by whichever node is there. What waits in Redis is an order, which
 * says to whom and what for: the link is made when the letter is written, so that its secret is
 * nowhere but in the letter. Each attempt has a new one, and only the newest holds.
 */
final class PostOffice implements Task {
  private static final Logger LOG = LoggerFactory.getLogger(PostOffice.class);
  private static final int AT_ONCE = 2;
  private static final int WAITING_FOR_ONE = 20;
  private static final int ID_LENGTH = 24;
  private static final int STALLS = 9;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** What was sent leaves nothing, and what was given up an order that says no address. */
  private static final QueueConfig.Bounds BOUNDS =
      new QueueConfig.Bounds(0, 100, Duration.ofHours(1), 1, 100);

  private final AccountSettings settings;
  private final Users users;
  private final Mailer mailer;
  private final Letters letters;
  private final JobQueue queue;
  private final Worker worker;
  private final AtomicLong waiting = new AtomicLong();
  private final Map<String, Promise<Outcome>> running = new ConcurrentHashMap<>();

  PostOffice(Vertx vertx, AccountSettings settings, Users users, Mailer mailer) {
    this.settings = settings;
    this.users = users;
    this.mailer = mailer;
    var origin = settings.publicUrl() == null ? "" : settings.publicUrl().toString();
    this.letters = new Letters(origin.replaceFirst("/$", ""), settings.mail().link());
    this.queue = queue(settings);
    this.worker = new Worker(vertx, queue, this, AT_ONCE);
    Gauge.builder("tvn.mails.waiting", waiting, AtomicLong::get).register(settings.meters());
  }

  private static JobQueue queue(AccountSettings settings) {
    var mail = settings.mail();
    var config =
        new QueueConfig(
            settings.prefix(),
            "mails",
            LEASE,
            BOUNDS.deadFor(),
            Duration.ofSeconds(1),
            mail.attempts(),
            STALLS,
            mail.waiting(),
            mail.pause(),
            LONGEST_PAUSE);
    return new JobQueue(settings.store(), config.with(BOUNDS), settings.clock());
  }

  Future<Void> start() {
    return worker.start();
  }

  Future<Void> stop() {
    return worker.stop().eventually(mailer::close);
  }

  /** Completes when the order is kept, or was dropped since too many wait. */
  Future<Void> order(Purpose purpose, String person, Language language) {
    var order = new Order(purpose, person, language, settings.now());
    var id = "mail_" + Secrets.random(ID_LENGTH);
    return queue
        .add(new NewJob(id, person, 1, "", order.text(), 0, WAITING_FOR_ONE))
        .onSuccess(added -> {
          if (added instanceof Added.Refused) {
            counted(Result.DROPPED);
            LOG.warn("a letter was dropped: too many are waiting");
          }
        })
        .onSuccess(_ -> look())
        .mapEmpty();
  }

  private void look() {
    queue
        .depth()
        .onSuccess(depth -> waiting.set(depth.waiting() + depth.delayed()))
        .onFailure(cause -> LOG.debug("how many letters wait is not known", cause));
  }

  @Override
  public Future<Outcome> run(Job job) {
    var outcome = Promise.<Outcome>promise();
    running.put(job.id(), outcome);
    done(Order.parse(job.payload()))
        .otherwise(cause -> failed(job, cause))
        .onSuccess(outcome::tryComplete)
        .onFailure(outcome::tryFail);
    return outcome
        .future()
        .onComplete(_ -> {
          running.remove(job.id(), outcome);
          look();
        });
  }

  private Future<Outcome> done(Order order) {
    if (settings.now() - order.at() >= settings.mail().link().toMillis()) {
      counted(Result.FAILED);
      LOG.warn("a letter was given up: it waited for too long");
      return Future.succeededFuture(ended());
    }
    return users
        .read(order.person())
        .compose(user ->
            user.isPresent() ? written(order, user.get()) : Future.succeededFuture(ended()));
  }

  /** Nothing is sent where it has become pointless meanwhile. */
  private Future<Outcome> written(Order order, User user) {
    var until = settings.now() + settings.mail().link().toMillis();
    return switch (order.purpose()) {
      case RESET -> {
        var link = Ticket.issue(Ticket.Sort.RESET, user.id(), Ticket.newItem());
        yield user.emailOk()
            ? users
                .offerReset(link, until)
                .compose(_ -> sent(letters.reset(user, link, order.language())))
            : Future.succeededFuture(ended());
      }
      case CONFIRMATION -> {
        var link = Ticket.issue(Ticket.Sort.CONFIRM, user.id(), Ticket.newItem());
        var proof =
            Map.<String, Object>of(
                "mailProof",
                link.digest(),
                "mailUntil",
                Long.toString(until),
                // Who changes the address at this moment has not confirmed the other one.
                "mailTo",
                user.email());
        yield !user.emailOk() && Mail.isAddress(user.email())
            ? users
                .change(user.id(), proof)
                .compose(_ -> sent(letters.confirmation(user, link, order.language())))
            : Future.succeededFuture(ended());
      }
    };
  }

  private Future<Outcome> sent(Letter letter) {
    return mailer
        .send(letter)
        .map(_ -> {
          counted(Result.SENT);
          return ended();
        });
  }

  private static Outcome ended() {
    return new Outcome.Done(Buffer.buffer(), Duration.ZERO);
  }

  private Outcome failed(Job job, Throwable cause) {
    // Mail servers repeat whom a letter is for, which is nothing for a log.
    var told = cause.toString().replaceAll("\\S+@\\S+", "(address)");
    if (job.attempt() >= settings.mail().attempts()) {
      counted(Result.FAILED);
      LOG.warn("a letter was given up: {}", told);
    }
    return new Outcome.Failed(Buffer.buffer(told), true);
  }

  private void counted(Result result) {
    settings
        .meters()
        .counter("tvn.mails", "outcome", result.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** What is under way may arrive; the order is tried again elsewhere. */
  @Override
  public void abort(Job job) {
    var outcome = running.get(job.id());
    if (outcome != null) {
      outcome.tryComplete(new Outcome.Failed(Buffer.buffer("the node went down"), true));
    }
  }

  @Override
  public Buffer silence() {
    return Buffer.buffer("its node fell silent");
  }

  /** What a letter is for. */
  enum Purpose {
    RESET,
    CONFIRMATION
  }

  /** What came of a letter. */
  private enum Result {
    SENT,
    FAILED,
    DROPPED
  }

  /**
   * A letter to be written.
   *
   * @param at when it was asked for, epoch milliseconds
   */
  private record Order(Purpose purpose, String person, Language language, long at) {
    String text() {
      return JsonObject.mapFrom(this).encode();
    }

    static Order parse(String text) {
      return new JsonObject(text).mapTo(Order.class);
    }
  }
}

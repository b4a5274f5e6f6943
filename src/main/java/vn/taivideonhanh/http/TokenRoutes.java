package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Pack;
import vn.taivideonhanh.token.TokenMessages.Plan;
import vn.taivideonhanh.token.TokenMessages.Present;
import vn.taivideonhanh.token.TokenMessages.Renewal;
import vn.taivideonhanh.token.TokenMessages.Revoked;

/**
 * {@code /api/streaming/token}: get, refresh, take back and watch links, and what they would be.
 */
final class TokenRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(TokenRoutes.class);

  /** In which the last progress of a stream that was stopped has certainly been told. */
  private static final long LAST_WORD_MILLIS = 2_000;

  private final Vertx vertx;
  private final EventStreams streams;
  private final Allowance allowance;
  private final Bind bind;
  private final Switchboard<Progress> progress;
  private final Switchboard<Revoked> revocations;

  TokenRoutes(Vertx vertx, EventStreams streams, Allowance allowance, Bind defaultBind) {
    this.vertx = vertx;
    this.streams = streams;
    this.allowance = allowance;
    this.bind = defaultBind;
    this.progress = Switchboard.hearing(vertx, RelayMessages.PROGRESS, Progress::digest);
    this.revocations = Switchboard.hearing(vertx, TokenMessages.REVOKED, Revoked::digest);
  }

  void bind(Operations operations) {
    operations.on("issueToken", this::issue);
    operations.on("planDownload", this::plan);
    operations.on("refreshToken", this::refresh);
    operations.on("renewToken", this::renew);
    operations.on("revokeToken", this::revoke);
    operations.on("watchToken", this::watch);
  }

  private Future<Void> issue(RoutingContext ctx) {
    var caller = Call.of(ctx).caller();
    var input = Input.of(ctx);
    var asked = input.fieldOrNull("bind");
    var bound = asked == null ? bind : bind(asked);
    var wanted = new ChoiceInput(input.body());
    var selection = wanted.selection();
    var issued =
        selection == null
            ? TokenMessages.ISSUE.ask(
                vertx,
                new Issue(
                    caller.who(),
                    caller.client(),
                    input.field("requestId"),
                    wanted.choice(),
                    bound))
            : TokenMessages.PACK.ask(
                vertx, new Pack(caller.who(), caller.client(), selection, bound));
    return issued.compose(link -> created(ctx, link));
  }

  private Future<Void> plan(RoutingContext ctx) {
    var input = Input.of(ctx);
    var question =
        new Plan(
            Call.of(ctx).caller().who(),
            input.field("requestId"),
            new ChoiceInput(input.body()).choice());
    return TokenMessages.PLAN.ask(vertx, question).compose(known -> Answers.json(ctx, 200, known));
  }

  private Future<Void> refresh(RoutingContext ctx) {
    return TokenMessages.REFRESH.ask(vertx, present(ctx)).compose(issued -> created(ctx, issued));
  }

  private Future<Void> renew(RoutingContext ctx) {
    var caller = Call.of(ctx).caller();
    var named = new Renewal(caller.who().id(), Input.of(ctx).path("id"), caller.client());
    return TokenMessages.RENEW.ask(vertx, named).compose(issued -> created(ctx, issued));
  }

  private Future<Void> created(RoutingContext ctx, Issued issued) {
    var view = TokenView.of(issued);
    allowance.show(ctx.response(), issued.usage());
    ctx.response().putHeader("Location", view.streamUrl());
    return Answers.json(ctx, 201, view);
  }

  private Future<Void> revoke(RoutingContext ctx) {
    return TokenMessages.REVOKE.ask(vertx, present(ctx)).compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> watch(RoutingContext ctx) {
    EventStreams.requireAccepted(ctx);
    return TokenMessages.CHECK
        .ask(vertx, present(ctx))
        .compose(checked -> allowance.show(ctx.response(), checked.who()).map(_ -> checked))
        .map(checked -> {
          watch(ctx, checked.digest());
          return null;
        });
  }

  private void watch(RoutingContext ctx, String digest) {
    var listening = new Listening();
    var events = streams.open(ctx, listening::stop);
    listening.toProgress = progress.listen(digest, now -> tell(events, now));
    listening.toRevocation =
        revocations.listen(digest, _ -> vertx.setTimer(LAST_WORD_MILLIS, _ -> events.end()));
    recall(events, digest);
  }

  /** What is known so far comes first, so that an end that nobody watched is not missed. */
  private void recall(EventStream events, String digest) {
    RelayMessages.RECALL
        .ask(vertx, new RelayMessages.Recall(digest))
        .onSuccess(known -> {
          if (known.last() != null) {
            tell(events, known.last());
          }
        })
        .onFailure(cause -> LOG.debug("no news to begin with", cause));
  }

  private static void tell(EventStream events, Progress now) {
    var view = ProgressView.of(now);
    if (now.outcome() == Outcome.COMPLETE || now.outcome() == Outcome.REVOKED) {
      events.last("progress", view);
    } else {
      // A client that is behind does without this one: the next is newer.
      var _ = events.send("progress", view);
    }
  }

  private static Present present(RoutingContext ctx) {
    return new Present(Input.of(ctx).path("token"), Call.of(ctx).caller().client());
  }

  /** As the contract and the configuration write it. */
  static Bind bind(String name) {
    return switch (name) {
      case "none" -> Bind.NONE;
      case "ip" -> Bind.IP;
      default -> Bind.IP_AGENT;
    };
  }

  /** What one watcher hears, until its stream ends. */
  private static final class Listening {
    private Runnable toProgress = () -> {};
    private Runnable toRevocation = () -> {};

    void stop() {
      toProgress.run();
      toRevocation.run();
    }
  }
}

package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetch;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.http.Pictures.Picture;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The picture of what was found, {@code /api/streaming/analyze/ID/thumbnail}, and the sheets of its
 * storyboard, {@code .../ID/storyboard/N}: so that the browser need not ask the site, which would
 * see who looks.
 */
final class ThumbnailRoute {
  /** At once for one person, on this node. */
  static final int MOST = 4;

  private final Vertx vertx;
  private final Pictures pictures;
  private final Seats seats;

  ThumbnailRoute(Vertx vertx, Pictures pictures, Seats seats) {
    this.vertx = vertx;
    this.pictures = pictures;
    this.seats = seats;
  }

  void bind(Operations operations) {
    operations.on("thumbnail", this::thumbnail);
    operations.on("storyboardSheet", this::sheet);
  }

  private Future<Void> thumbnail(RoutingContext ctx) {
    var left = left(ctx);
    return AnalysisMessages.LOOK
        .ask(vertx, new Look(Input.of(ctx).path("requestId")))
        .compose(analysis -> pictures.fetch(address(analysis), Map.of(), left))
        .compose(picture -> show(ctx, picture));
  }

  private Future<Void> sheet(RoutingContext ctx) {
    var left = left(ctx);
    var input = Input.of(ctx);
    var id = input.path("requestId");
    return AnalysisMessages.LOOK
        .ask(vertx, new Look(id))
        // An analysis that failed has no sheet; what it failed with is not asked for here.
        .compose(analysis ->
            found(analysis).storyboard() == null
                ? Future.failedFuture(noSheet())
                : AnalysisMessages.FETCH.ask(vertx, new Fetch(id)))
        .compose(fetched -> {
          var board = fetched.media().storyboard();
          var number = input.number("sheet");
          return board == null || number >= board.addresses().size()
              ? Future.failedFuture(noSheet())
              : pictures.fetch(board.addresses().get(number), board.headers(), left);
        })
        .compose(picture -> show(ctx, picture));
  }

  /** Takes a seat for a picture; completes when the caller is gone or has it. */
  private Future<Void> left(RoutingContext ctx) {
    var person = Call.of(ctx).caller().who().id();
    if (!seats.take(person)) {
      throw new Failure(
          ProblemCode.UNAVAILABLE, "You load other pictures already.", Duration.ofSeconds(2));
    }
    var left = Promise.<Void>promise();
    ctx.addEndHandler(_ -> {
      seats.leave(person);
      left.complete();
    });
    return left.future();
  }

  private static String address(Analysis analysis) {
    var address = found(analysis).thumbnail();
    if (address == null) {
      throw noPicture();
    }
    return address;
  }

  private static MediaInfo found(Analysis analysis) {
    if (!AnalysisWatch.ended(analysis)) {
      throw new Failure(ProblemCode.ANALYSIS_NOT_READY, "Its picture is not known yet.");
    }
    var result = analysis.result();
    if (result == null) {
      throw noPicture();
    }
    return result.media();
  }

  private static Failure noPicture() {
    return new Failure(ProblemCode.NOT_FOUND, "The site shows no picture of it.");
  }

  private static Failure noSheet() {
    return new Failure(ProblemCode.NOT_FOUND, "The site shows no such sheet of it.");
  }

  /** Every other field of the answer is as strict as the API's. */
  private static Future<Void> show(RoutingContext ctx, Picture picture) {
    ctx.response()
        .putHeader("Content-Type", picture.type().mediaType())
        .putHeader("Cache-Control", "private, max-age=3600")
        .putHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    return Answers.end(ctx, picture.bytes());
  }
}

package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.http.Pictures.Picture;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * {@code /api/streaming/analyze/ID/thumbnail}: the picture of what was found, so that the browser
 * need not ask the site, which would see who looks.
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
  }

  private Future<Void> thumbnail(RoutingContext ctx) {
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
    return AnalysisMessages.LOOK
        .ask(vertx, new Look(Input.of(ctx).path("requestId")))
        .compose(analysis -> pictures.fetch(address(analysis), left.future()))
        .compose(picture -> show(ctx, picture));
  }

  private static String address(Analysis analysis) {
    if (!AnalysisWatch.ended(analysis)) {
      throw new Failure(ProblemCode.ANALYSIS_NOT_READY, "Its picture is not known yet.");
    }
    var result = analysis.result();
    var address = result == null ? null : result.media().thumbnail();
    if (address == null) {
      throw new Failure(ProblemCode.NOT_FOUND, "The site shows no picture of it.");
    }
    return address;
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

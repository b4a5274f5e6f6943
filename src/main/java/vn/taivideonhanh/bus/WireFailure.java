package vn.taivideonhanh.bus;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Carries a {@link Failure} in the one kind of exception that the event bus lets through. */
final class WireFailure {
  private static final Logger LOG = LoggerFactory.getLogger(WireFailure.class);

  private WireFailure() {}

  static ReplyException encode(String address, Throwable cause) {
    if (!(cause instanceof Failure)) {
      LOG.error("{} failed", address, cause);
    }
    var failure = Failure.of(cause);
    var retryAfter = failure.retryAfter();
    var json = new JsonObject().put("code", failure.code().slug()).put("detail", failure.detail());
    if (retryAfter != null) {
      json.put("retryAfter", retryAfter.toMillis());
    }
    if (failure.field() != null) {
      json.put("field", failure.field());
    }
    return new ReplyException(
        ReplyFailure.RECIPIENT_FAILURE, failure.code().status(), json.encode());
  }

  static Failure decode(Throwable cause) {
    if (!(cause instanceof ReplyException reply)) {
      return Failure.of(cause);
    }
    if (reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
      return new Failure(
          ProblemCode.UNAVAILABLE, "Try again in a moment.", Duration.ofSeconds(2), reply);
    }
    var json = new JsonObject(String.valueOf(reply.getMessage()));
    var failure =
        new Failure(
            ProblemCode.ofSlug(String.valueOf(json.getString("code"))),
            String.valueOf(json.getString("detail")),
            duration(json.getLong("retryAfter")));
    var field = json.getString("field");
    return field == null ? failure : failure.inField(field);
  }

  private static @Nullable Duration duration(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }
}

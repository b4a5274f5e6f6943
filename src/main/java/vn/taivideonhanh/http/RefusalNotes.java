package vn.taivideonhanh.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.abuse.AbuseMessages;
import vn.taivideonhanh.abuse.AbuseMessages.Refused;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Tells of refusals that operators want to see: limits by person, and addresses by host. */
record RefusalNotes(Vertx vertx) {
  private static final int LONGEST_HOST = 253;

  void note(RoutingContext ctx, Failure failure) {
    var code = failure.code();
    if (code.status() == 429) {
      tell(code, Call.of(ctx).caller().who().id());
    } else if (code == ProblemCode.DESTINATION_NOT_ALLOWED) {
      var host = host(ctx);
      if (host != null) {
        tell(code, host);
      }
    }
  }

  private void tell(ProblemCode code, String who) {
    AbuseMessages.REFUSED.tellHere(vertx, new Refused(code.slug(), who));
  }

  private static @Nullable String host(RoutingContext ctx) {
    var input = Input.ofOrNull(ctx);
    if (input == null) {
      return null;
    }
    var url = input.parameters().getString("url", input.body().getString("url", ""));
    try {
      var host = URI.create(url.strip()).getHost();
      return host == null || host.length() > LONGEST_HOST ? null : host;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}

package vn.taivideonhanh.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.problem.Failure;

/**
 * The pages that work without scripts, in the languages that there are; one for all instances.
 * Whatever goes wrong below {@code /plain} is told as such a page, and so is what goes wrong with a
 * download that a browser opened.
 */
final class PlainPages {
  static final String MEDIA_TYPE = "text/html; charset=utf-8";

  private static final String STREAM = "/api/streaming/stream/";

  private final Map<Language, PlainView> views = new EnumMap<>(Language.class);

  /** Reads the texts from the class path, and blocks for it. */
  PlainPages(WebRoot root) {
    for (var language : Language.values()) {
      views.put(language, new PlainView(Words.read(language), root));
    }
  }

  /** Those in the language of who asks. */
  PlainView of(RoutingContext ctx) {
    return Objects.requireNonNull(views.get(MailRoutes.language(ctx)));
  }

  /** Why a request was refused, with the address that it brought. */
  String problem(RoutingContext ctx, Failure failure) {
    var input = Input.ofOrNull(ctx);
    var address = input == null ? null : input.fieldOrNull("url");
    return of(ctx).problem(failure, address == null ? "" : address);
  }

  /** Whether that request is for one of them. */
  static boolean have(HttpServerRequest request) {
    var path = String.valueOf(request.path());
    return path.equals(PlainPage.PATH) || path.startsWith(PlainPage.PATH + "/");
  }

  /** Whether the answer to that request is looked at as a page. */
  static boolean areFor(HttpServerRequest request) {
    var accept = request.getHeader("Accept");
    var page = accept != null && accept.contains("text/html");
    return have(request)
        ? page || accept == null || !accept.contains("json")
        : page && String.valueOf(request.path()).startsWith(STREAM);
  }
}

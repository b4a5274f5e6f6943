package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** The web UI, {@code /docs} and {@code /openapi.json}. */
final class PageRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);
  private static final String WORKER = "/sw.js";

  private final WebRoot root;
  private final Contract contract;
  private final SecurityHeaders headers;
  private final Packing packing;

  PageRoutes(HttpParts parts, SecurityHeaders headers) {
    this.root = parts.webRoot();
    this.packing = parts.packing();
    this.contract = parts.contract();
    this.headers = headers;
  }

  void bind(Operations operations) {
    operations.on("openapi", this::document);
    operations.on("docs", this::docs);
  }

  private Future<Void> document(RoutingContext ctx) {
    return send(ctx, contract.file());
  }

  private Future<Void> docs(RoutingContext ctx) {
    var page = root.at("/docs.html");
    if (page == null) {
      throw new Failure(ProblemCode.NOT_FOUND, "Read /openapi.json.");
    }
    return send(ctx, page);
  }

  /** Answers for a file of the UI, or lets the next route do it. */
  void asset(RoutingContext ctx) {
    var method = ctx.request().method();
    // The path as it was sent: one that needs decoding or tidying up names no file of ours.
    var asset = root.at(String.valueOf(ctx.request().path()));
    if (asset == null) {
      ctx.next();
      return;
    }
    Call.of(ctx).routed("page");
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      ctx.response().putHeader("Allow", "GET, HEAD");
      ctx.fail(405);
      return;
    }
    send(ctx, asset).onFailure(cause -> LOG.debug("client has left", cause));
  }

  private Future<Void> send(RoutingContext ctx, Asset asset) {
    return packing.pack(ctx.vertx(), ctx, asset).compose(packed -> send(ctx, packed));
  }

  private Future<Void> send(RoutingContext ctx, Packing.Packed packed) {
    var response = ctx.response();
    var file = packed.file();
    describe(response, file, String.valueOf(ctx.request().path()));
    if (file.isText()) {
      response.putHeader("Vary", "Accept-Encoding");
    }
    response.putHeader("ETag", file.etag());
    if (matches(ctx.request().getHeader("If-None-Match"), file.etag())) {
      return Answers.nothing(ctx, 304);
    }
    response.putHeader("Content-Type", file.mediaType());
    if (packed.coding() != Packing.Coding.IDENTITY) {
      response.putHeader("Content-Encoding", packed.coding().token());
    }
    if (ctx.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(file.bytes().length));
      return Answers.nothing(ctx, 200);
    }
    return Answers.end(ctx, Buffer.buffer(file.bytes()));
  }

  private void describe(HttpServerResponse response, Asset file, String path) {
    if (file.isPage()) {
      headers.page(response);
    } else if (path.equals(WORKER)) {
      headers.worker(response);
    } else if (root.isLasting(path)) {
      headers.lasting(response);
    } else if (file.isPicture()) {
      headers.picture(response);
    } else {
      headers.asset(response);
    }
  }

  /** RFC 9110 section 13.1.2; the comparison is weak. */
  private static boolean matches(@Nullable String field, String etag) {
    return field != null
        && Arrays.stream(field.split(","))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.replaceFirst("^W/", "").equals(etag));
  }
}

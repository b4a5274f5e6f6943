package vn.taivideonhanh.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers requests: finds the content, works out what goes wrong with it, sends it. */
final class Routes {
  private static final String MEDIA = "/media/";
  private static final List<String> DENIED =
      List.of(
          "http://169.254.169.254/latest/meta-data/",
          "http://10.0.0.1/",
          "http://127.0.0.1:1/",
          "http://[::1]:1/",
          "file:///etc/passwd");

  private final Vertx vertx;
  private final Pages pages;
  private final MediaFolder media;
  private final Journal journal;
  private final Ledger ledger = new Ledger();

  Routes(Vertx vertx, Pages pages, MediaFolder media, Journal journal) {
    this.vertx = vertx;
    this.pages = pages;
    this.media = media;
    this.journal = journal;
  }

  void answer(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      refuse(request, 405);
      return;
    }
    var parsed = Fault.parse(Objects.requireNonNullElse(request.path(), "/"));
    find(request, parsed)
        .onSuccess(content -> answer(new Asked(request, parsed), content))
        .onFailure(_ -> refuse(request, 500));
  }

  private record Asked(HttpServerRequest request, Fault.Parsed parsed) {
    @Nullable String field(String name) {
      return request.getHeader(name);
    }
  }

  private Future<@Nullable Content> find(HttpServerRequest request, Fault.Parsed parsed) {
    if (parsed.rest().startsWith(MEDIA)) {
      return media.open(parsed.rest().substring(MEDIA.length()));
    }
    var origin = "http://127.0.0.1:" + request.localAddress().port();
    var key = parsed.fault().kind() == Fault.Kind.TICKET ? ledger.freshKey() : "";
    var filling = new Pages.Filling(origin, parsed.prefix(), key);
    return Future.succeededFuture(pages.page(parsed.rest(), filling));
  }

  private void answer(Asked asked, @Nullable Content content) {
    var request = asked.request;
    if (content == null) {
      refuse(request, 404);
      return;
    }
    var fault = asked.parsed.fault().on(content.media());
    switch (fault.kind()) {
      case STATUS -> leave(content, request, Math.clamp(fault.amountOr(404), 400, 599));
      case REDIRECT, LOOP, DENIED -> {
        var target = redirection(asked.parsed, request);
        if (target == null) {
          send(asked, content, fault);
        } else {
          request.response().putHeader(HttpHeaders.LOCATION, target);
          leave(content, request, 302);
        }
      }
      default -> send(asked, content, fault);
    }
  }

  private static @Nullable String redirection(Fault.Parsed parsed, HttpServerRequest request) {
    var fault = parsed.fault();
    return switch (fault.kind()) {
      case LOOP -> request.uri();
      case DENIED -> DENIED.get((int) (fault.amountOr(0) % DENIED.size()));
      default -> {
        var left = fault.amountOr(3);
        var scope = fault.everything() ? "/fault-all/" : "/fault/";
        yield left == 0 ? null : scope + fault.kind().word() + "=" + (left - 1) + parsed.rest();
      }
    };
  }

  private void send(Asked asked, Content content, Fault fault) {
    var request = asked.request;
    var changing = fault.kind() == Fault.Kind.CHANGING;
    var tag = changing ? "\"" + ledger.freshSerial() + "\"" : content.tag();
    if (tag.equals(asked.field("if-none-match"))) {
      request.response().putHeader(HttpHeaders.ETAG, tag);
      leave(content, request, 304);
      return;
    }
    var condition = asked.field("if-range");
    var ranged = fault.rangesKnown() && (condition == null || condition.equals(tag));
    var range = ByteRange.of(ranged ? asked.field("range") : null, content.length());
    if (range == null) {
      request.response().putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + content.length());
      leave(content, request, 416);
      return;
    }
    var transfer = new Faults(ledger).apply(fault, request.uri(), content.length(), range);
    if (transfer == null) {
      leave(content, request, 403);
      return;
    }
    head(request, content, fault, tag);
    pour(request, content, transfer, range);
  }

  private static void head(HttpServerRequest request, Content content, Fault fault, String tag) {
    var response = request.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, content.type()).putHeader(HttpHeaders.ETAG, tag);
    if (fault.rangesKnown()) {
      response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    }
  }

  private void pour(
      HttpServerRequest request, Content content, Transfer transfer, ByteRange range) {
    var response = request.response();
    var total = content.length() + transfer.promised() - (range.end() - range.start());
    if (transfer.promised() < 0) {
      var _ = response.setChunked(true);
    } else {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(transfer.promised()));
    }
    if (range.partial() && transfer.promised() >= 0) {
      var last = range.start() + transfer.promised() - 1;
      response
          .setStatusCode(206)
          .putHeader(
              HttpHeaders.CONTENT_RANGE, "bytes " + range.start() + "-" + last + "/" + total);
    }
    journal.note(request, response.getStatusCode());
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end().eventually(content::close).onComplete(_ -> {});
    } else {
      new Pour(vertx, content, transfer, request).start();
    }
  }

  private void leave(Content content, HttpServerRequest request, int status) {
    content.close().onComplete(_ -> refuse(request, status));
  }

  private void refuse(HttpServerRequest request, int status) {
    journal.note(request, status);
    var response = request.response().setStatusCode(status);
    if (status == 429 || status == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, "7");
    }
    if (status == 304) {
      response.end().onComplete(_ -> {});
    } else {
      response.end(Buffer.buffer(status + "\n")).onComplete(_ -> {});
    }
  }
}

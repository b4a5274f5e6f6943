package vn.taivideonhanh.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Reads the JSON body of a request: one object, 32 levels deep at most, no name twice (RFC 8259
 * section 4 leaves open which one counts).
 */
final class JsonBody {
  static final String TYPE = "application/json";

  static final int LONGEST = 16 * 1024;
  private static final int DEEPEST = 32;

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxDocumentLength(LONGEST)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonBody() {}

  /** The body, or a failure that says what is wrong with it. */
  static JsonObject read(HttpServerRequest request, @Nullable Buffer body) {
    requireJson(request);
    if (body == null || body.length() == 0) {
      throw invalid("The request must have a body.");
    }
    check(body);
    try {
      return body.toJsonObject();
    } catch (DecodeException | ClassCastException _) {
      throw invalid("The body must be one JSON object.");
    }
  }

  /** Refuses every other sort of body, before anybody reads it. */
  static void requireJson(HttpServerRequest request) {
    requireType(request, TYPE);
  }

  /** Refuses every body but those of that media type, and all that are packed. */
  static void requireType(HttpServerRequest request, String wanted) {
    var type = request.getHeader("Content-Type");
    var coding = request.getHeader("Content-Encoding");
    var plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!plain.equals(wanted) || coding != null) {
      throw new Failure(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "Send Content-Type: %s, without a Content-Encoding.".formatted(wanted));
    }
  }

  private static void check(Buffer body) {
    try (JsonParser parser = STRICT.createParser(body.getBytes())) {
      while (parser.nextToken() != null) {
        // Only the parser's own checks are wanted.
      }
    } catch (StreamConstraintsException _) {
      throw invalid("The body is nested too deeply, or holds a number that is too long.");
    } catch (IOException e) {
      throw invalid("The body is not JSON, or has a name twice.");
    }
  }

  private static Failure invalid(String detail) {
    return new Failure(ProblemCode.INVALID_REQUEST, detail);
  }
}

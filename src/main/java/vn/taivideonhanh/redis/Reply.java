package vn.taivideonhanh.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a script has answered; what is not of the expected form is a defect of the script. */
public final class Reply {
  private Reply() {}

  /** An integer. */
  public static long number(@Nullable Response response) {
    return Long.parseLong(text(response));
  }

  public static String text(@Nullable Response response) {
    return Objects.requireNonNull(response, "nil").toString();
  }

  public static Buffer bytes(@Nullable Response response) {
    return Objects.requireNonNull(
        Objects.requireNonNull(response, "nil").toBuffer(), "not a string");
  }
}

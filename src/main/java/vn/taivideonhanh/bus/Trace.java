package vn.taivideonhanh.bus;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which HTTP request the work at hand is for. It is known to all that a request's context does and
 * to all whom that asks by an {@link Endpoint}; every line of the log that is written there names
 * it. Facts carry none: what they tell is nobody's.
 */
public final class Trace {
  static final String HEADER = "request";

  private static final ContextLocal<String> REQUEST = ContextLocal.registerLocal(String.class);

  private Trace() {}

  /** Makes room in every context, which must be done before there are any. */
  public static final class Place implements VertxServiceProvider {
    @Override
    public void init(VertxBootstrap builder) {
      Objects.requireNonNull(REQUEST);
    }
  }

  /** The request's id; null where the work is for none. */
  public static @Nullable String current() {
    var here = ContextInternal.current();
    return here == null || !here.isDuplicate() ? null : REQUEST.get(here);
  }

  /** From now on all that this context does is for that request; null changes nothing. */
  public static void enter(@Nullable String request) {
    var here = ContextInternal.current();
    if (request != null && here != null && here.isDuplicate()) {
      REQUEST.put(here, request);
    }
  }

  /**
   * Does what a context of many does for one request: on its thread, in a context of its own.
   *
   * @param request null for none
   */
  public static void within(Vertx vertx, @Nullable String request, Runnable work) {
    if (request == null) {
      work.run();
      return;
    }
    var own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    own.dispatch(() -> {
      enter(request);
      work.run();
    });
  }
}

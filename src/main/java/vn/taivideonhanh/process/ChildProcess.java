package vn.taivideonhanh.process;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A running child. Its pid names its process group, too: whatever it starts is killed with it, and
 * nothing of the group is left when {@link #exit} completes.
 */
public final class ChildProcess {
  private final Process process;
  private final ChildSpec spec;
  private final Context context;
  private final ChildOutput stdout;
  private final @Nullable ChildInput stdin;
  private final ErrorTail errors;
  private final AtomicReference<Exit.@Nullable Cause> killer = new AtomicReference<>();
  private final CompletableFuture<Exit> ended = new CompletableFuture<>();

  ChildProcess(Process process, ChildSpec spec, Context context) {
    this.process = process;
    this.spec = spec;
    this.context = context;
    stdout = new ChildOutput(process.getInputStream(), context);
    errors = new ErrorTail(process.getErrorStream());
    stdin = spec.writable() ? new ChildInput(process.getOutputStream(), context, name(spec)) : null;
  }

  /** Starts reading, and the clock. */
  void begin() {
    var name = name(spec);
    Children.threads(name + "-stdout").newThread(stdout).start();
    var tail = Children.threads(name + "-stderr").newThread(errors);
    tail.start();
    var _ =
        process.onExit().thenAcceptAsync(_ -> finish(tail), Children.threadEach(name + "-exit"));
    var wall = spec.limits().wall();
    if (wall != null) {
      var timer = context.owner().setTimer(wall.toMillis(), _ -> stop(Exit.Cause.TIMED_OUT));
      var _ = ended.thenRun(() -> context.owner().cancelTimer(timer));
    }
  }

  private void finish(Thread tail) {
    NativeKill.group(process.pid(), Signal.KILL);
    try {
      // Only a process that left the group could hold the pipe open for longer.
      tail.join(Duration.ofSeconds(1));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (stdin != null) {
      stdin.abandon();
    }
    var cause = killer.get();
    ended.complete(
        new Exit(process.exitValue(), cause == null ? Exit.Cause.ITSELF : cause, errors.text()));
  }

  /** The process id, and the id of its group. */
  public long pid() {
    return process.pid();
  }

  /** Starts paused: set its handlers, then {@code resume()}, or pipe it. */
  public ReadStream<Buffer> stdout() {
    return stdout;
  }

  /** Where the child reads from; only for a {@link ChildSpec#writable} child. */
  public WriteStream<Buffer> stdin() {
    if (stdin == null) {
      throw new IllegalStateException("this child was started without input");
    }
    return stdin;
  }

  /** The last 64 KiB of standard error so far. */
  public String errors() {
    return errors.text();
  }

  /** Completes when the child and all of its group have ended; never fails. */
  public Future<Exit> exit() {
    return Future.fromCompletionStage(ended, context);
  }

  /**
   * Keeps what the child says until its end; instead of handlers of one's own.
   *
   * @param most bytes; the child is killed when it says more
   */
  public Future<Output> collect(int most) {
    var said = Buffer.buffer();
    var whole = new CompletableFuture<Boolean>();
    stdout.handler(chunk -> {
      var room = most - said.length();
      said.appendBuffer(chunk, 0, Math.min(chunk.length(), room));
      if (chunk.length() > room) {
        whole.complete(false);
        stop(Exit.Cause.KILLED);
      }
    });
    stdout.endHandler(_ -> whole.complete(true));
    stdout.resume();
    return exit()
        .compose(exit ->
            // Only a process that left the group could hold the pipe open for longer.
            Future.fromCompletionStage(whole, context)
                .timeout(2, TimeUnit.SECONDS)
                .otherwise(false)
                .map(all -> new Output(exit, said.toString(StandardCharsets.UTF_8), !all)));
  }

  /** TERM to the group, KILL after its grace; completes with the exit. May be called again. */
  public Future<Exit> kill() {
    stop(Exit.Cause.KILLED);
    return exit();
  }

  CompletableFuture<Exit> ended() {
    return ended;
  }

  private void stop(Exit.Cause cause) {
    if (ended.isDone() || !killer.compareAndSet(null, cause)) {
      return;
    }
    stdout.discard();
    signal(Signal.TERM);
    var _ = context.owner().setTimer(spec.ending().grace().toMillis(), _ -> signal(Signal.KILL));
  }

  private void signal(Signal signal) {
    if (!process.isAlive()) {
      return;
    }
    NativeKill.group(process.pid(), signal);
    // In its first moments the child has not made its group yet.
    if (signal == Signal.KILL) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  private static String name(ChildSpec spec) {
    var program = spec.command().getFirst();
    return "child-" + program.substring(program.lastIndexOf('/') + 1);
  }
}

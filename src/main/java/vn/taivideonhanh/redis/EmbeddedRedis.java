package vn.taivideonhanh.redis;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.process.ChildProcess;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Ending;
import vn.taivideonhanh.process.Exit;
import vn.taivideonhanh.process.Limits;

/**
 * A private Redis, for a server that was not told of another. It is reached by this program only,
 * keeps its data in {@code <data>/redis}, ends with the program however that ends, and is started
 * again when it dies alone.
 */
public final class EmbeddedRedis {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);

  /** Reading back a large file takes its time; 100 MB take about a second. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final Duration END = Duration.ofSeconds(10);
  private static final long AGAIN = 500;

  private final Children children;
  private final ServerFolder folder;
  private final Path program;
  private final RedisAddress address;
  private volatile @Nullable ChildProcess server;
  private volatile boolean stopping;

  private EmbeddedRedis(
      Children children, ServerFolder folder, Path program, RedisAddress address) {
    this.children = children;
    this.folder = folder;
    this.program = program;
    this.address = address;
  }

  /**
   * Starts the server; completes when it answers. To be called outside of verticles.
   *
   * @param data where folder {@code redis} is made; fails with a {@link
   *     vn.taivideonhanh.config.ConfigException} when another program uses it
   */
  public static Future<EmbeddedRedis> start(Children children, Path data) {
    return start(children, data, null);
  }

  static Future<EmbeddedRedis> start(Children children, Path data, @Nullable Path program) {
    try {
      var folder = ServerFolder.take(data);
      return ended(folder)
          .compose(_ -> launched(children, folder, program))
          .onFailure(_ -> release(folder));
    } catch (IOException | RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** Two servers on one file would spoil it. */
  private static Future<?> ended(ServerFolder folder) throws IOException {
    var old = folder.leftOver();
    if (old.isEmpty()) {
      return Future.succeededFuture();
    }
    LOG.info("ending process {}, the Redis of a server that was killed", old.get().pid());
    old.get().destroy();
    return Future.fromCompletionStage(old.get().onExit())
        .timeout(END.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<EmbeddedRedis> launched(
      Children children, ServerFolder folder, @Nullable Path program) {
    try {
      var chosen = program == null ? ServerProgram.find(folder.path()) : program;
      var redis = new EmbeddedRedis(children, folder, chosen, folder.configure());
      return redis
          .launch()
          .onSuccess(_ -> LOG.info("started {} at {}", chosen, redis.address))
          .map(_ -> redis);
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private static void release(ServerFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, and its password. */
  public RedisAddress address() {
    return address;
  }

  /** The server's program. */
  public Path program() {
    return program;
  }

  /** Ends the server, its data being on disk, and lets the folder go. */
  public Future<Void> stop() {
    stopping = true;
    var running = server;
    Future<?> end = running == null ? Future.succeededFuture() : running.kill();
    return end.onComplete(_ -> release(folder)).mapEmpty();
  }

  private Future<Void> launch() {
    var command = List.of(program.toString(), folder.configuration().toString());
    var spec =
        ChildSpec.of(folder.path(), command)
            .withLimits(Limits.LOOSE.withFiles(4096))
            .withEnding(Ending.gentle(END));
    return children.spawn(spec).compose(this::answering);
  }

  private Future<Void> answering(ChildProcess child) {
    server = child;
    var words = new LastWords();
    child.stdout().handler(words::add);
    child.stdout().resume();
    var client =
        Redis.createClient(
            children.vertx(),
            new RedisOptions().setConnectionString(address.url()).setPassword(address.password()));
    Future<Void> died = child.exit().compose(exit -> Future.failedFuture(sentence(exit, words)));
    return Future.any(ping(client, died), died)
        .timeout(START.toMillis(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .onFailure(_ -> child.kill().onComplete(_ -> {}))
        .onSuccess(_ -> child.exit().onSuccess(exit -> again(sentence(exit, words))))
        .eventually(client::close);
  }

  /** It listens before it has read its file, and refuses until then. */
  private Future<Void> ping(Redis client, Future<Void> died) {
    return client
        .send(Request.cmd(Command.PING))
        .<Void>mapEmpty()
        .recover(_ ->
            died.isComplete()
                ? died
                : children
                    .vertx()
                    .timer(20, TimeUnit.MILLISECONDS)
                    .compose(_ -> ping(client, died)));
  }

  private static String sentence(Exit exit, LastWords words) {
    return "The private Redis ended with code %d: %s %s"
        .formatted(exit.code(), words.text(), exit.errors())
        .strip();
  }

  private void again(String why) {
    if (stopping) {
      return;
    }
    LOG.error("{}; starting it again", why);
    children
        .vertx()
        .timer(AGAIN, TimeUnit.MILLISECONDS)
        .compose(_ -> stopping ? Future.succeededFuture() : launch())
        .onFailure(cause -> again(String.valueOf(cause.getMessage())));
  }

  /** The end of what the server says, for the log. */
  private static final class LastWords {
    private static final int MOST = 4096;
    private String text = "";

    synchronized void add(Buffer chunk) {
      var all = text + chunk;
      text = all.substring(Math.max(0, all.length() - MOST));
    }

    synchronized String text() {
      return text.strip();
    }
  }
}

package vn.taivideonhanh.bench;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A file handed on as it is (lane {@code direct}): one stream of a gigabyte over http and over
 * https, and 1, 10, 100 and 1,000 streams that the site caps at 1 MB/s.
 */
final class RelayPart implements Part {
  static final String NAME = "relay";
  private static final String ORIGIN = "site itself";
  private static final double GIB = 1 << 30;
  private static final int WARMING = 3;

  /** More children than these the machine's memory would not hold. */
  private static final int MOST_CHILDREN = 10;

  private final Wanted wanted;
  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final OriginSite site;
  private final List<Relay> relays = new ArrayList<>();
  private final Table table =
      new Table(List.of(Relays.OURS, Relays.DEFAULT, Relays.TUNED, Relays.REPLACED, ORIGIN));

  RelayPart(Wanted wanted, Path folder) throws IOException, InterruptedException {
    this.wanted = wanted;
    this.folder = folder;
    site = new OriginSite(folder.resolve("site"), wanted.quick() ? 5 : 15);
  }

  @Override
  public void start() throws Exception {
    var start = new Relays(site, folder);
    relays.add(start.ours());
    relays.add(start.nginx(Relays.DEFAULT));
    relays.add(start.nginx(Relays.TUNED));
    relays.add(start.replaced());
    for (var relay : relays) {
      for (var i = 0; i < (relay.name().equals(Relays.OURS) ? WARMING : 1); i++) {
        var _ = Downloads.one(url(relay, "large"));
        var _ = Downloads.one(url(relay, "secure"));
      }
    }
  }

  private static String url(Relay relay, String file) {
    return requireNonNull(relay.urls().get(file), file);
  }

  @Override
  public void round(int number) throws Exception {
    var turn = new ArrayList<>(relays);
    Collections.rotate(turn, number);
    var all =
        new Goal[] {
          Goal.times(0.75, Relays.DEFAULT),
          Goal.times(1.4, Relays.TUNED),
          Goal.times(0.2, Relays.REPLACED)
        };
    if (wanted.piece(NAME, "http")) {
      one(turn, "large", "one stream over http", all);
    }
    if (wanted.piece(NAME, "https")) {
      one(turn, "secure", "one stream over https", Goal.times(1.3, Relays.DEFAULT));
    }
    for (var count : List.of(1, 10, 100, 1000)) {
      if (wanted.piece(NAME, String.valueOf(count))) {
        for (var relay : turn) {
          capped(relay, count);
        }
      }
    }
  }

  private void one(List<Relay> turn, String file, String row, Goal... goals)
      throws IOException, InterruptedException {
    var itself = Downloads.one(site.url(file.equals("secure"), "/large.mp4"), "-k");
    for (var relay : turn) {
      var before = Spent.cpu(relay.processes());
      var start = System.nanoTime();
      var got = Downloads.one(url(relay, file));
      var seconds = (System.nanoTime() - start) / 1e9;
      var cpu = Spent.cpu(relay.processes()) - before;
      whole(relay, got, OriginSite.LARGE);
      table.add(row + ": relay CPU, s/GiB", relay.name(), cpu, goals);
      table.add(row + ": MB/s", relay.name(), got.bytes() / 1e6 / seconds);
      table.add(
          row + ": first byte, ms",
          relay.name(),
          got.median(),
          Goal.over(20, ORIGIN),
          Goal.times(0.02, Relays.REPLACED));
    }
    table.add(row + ": first byte, ms", ORIGIN, itself.median());
  }

  private void capped(Relay relay, int count) throws Exception {
    if (relay.name().equals(Relays.REPLACED) && count > MOST_CHILDREN) {
      return;
    }
    var row = count + (count == 1 ? " stream" : " streams") + " of 1 MB/s";
    var before = Spent.cpu(relay.processes());
    var getting =
        CompletableFuture.supplyAsync(() -> Downloads.many(vertx, url(relay, "capped"), count));
    var most = 0.0;
    while (!getting.isDone()) {
      most = Math.max(most, Spent.of(relay.processes()).memory());
      getting.handle((_, _) -> 0).completeOnTimeout(0, 500, TimeUnit.MILLISECONDS).join();
    }
    var got = getting.get();
    var cpu = Spent.cpu(relay.processes()) - before;
    whole(relay, got, count * Files.size(site.capped()));
    table.add(row + ": relay CPU, s/GiB", relay.name(), cpu * GIB / got.bytes());
    var bound = count == 1000 ? new Goal[] {Goal.most(400)} : new Goal[0];
    table.add(row + ": memory, MB", relay.name(), most, bound);
    table.add(row + ": first byte, ms", relay.name(), got.median());
    table.add(row + ": first byte, p99, ms", relay.name(), got.p99());
  }

  private static void whole(Relay relay, Downloads got, long length) throws IOException {
    if (got.bytes() < length) {
      throw new IOException("%s gave %d bytes of %d".formatted(relay.name(), got.bytes(), length));
    }
  }

  @Override
  public String told() {
    return table.markdown();
  }

  @Override
  public void close() {
    for (var relay : relays) {
      relay.end().run();
    }
    site.close();
    vertx.close().await();
  }
}

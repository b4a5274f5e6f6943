package vn.taivideonhanh;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.abuse.AbuseVerticle;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisParts;
import vn.taivideonhanh.analysis.AnalysisVerticle;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.delivery.FileName;
import vn.taivideonhanh.delivery.IndexCache;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.egress.Intake;
import vn.taivideonhanh.extract.Extractors;
import vn.taivideonhanh.extract.Tools;
import vn.taivideonhanh.extract.ToolsInUse;
import vn.taivideonhanh.http.HttpParts;
import vn.taivideonhanh.http.HttpVerticle;
import vn.taivideonhanh.http.Identities;
import vn.taivideonhanh.monitoring.MonitoringVerticle;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.redis.EmbeddedRedis;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelaySettings;
import vn.taivideonhanh.relay.RelayVerticle;
import vn.taivideonhanh.samples.SampleLog;
import vn.taivideonhanh.samples.SampleVerticle;
import vn.taivideonhanh.token.TokenSettings;
import vn.taivideonhanh.token.TokenVerticle;

/**
 * One node: everything that runs, started in the order in which one part needs another, and ended
 * in the reverse order. Used from the main thread, which may wait.
 */
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final ConfigWatcher configuration;
  private final AppConfig config;
  private final InstantSource clock = InstantSource.system();
  private final PrometheusMeterRegistry meters;
  private final Vertx vertx;
  private final Children children;
  private final IndexCache indexes = new IndexCache();
  private final List<String> deployed = new ArrayList<>();
  private @Nullable EmbeddedRedis embedded;
  private @Nullable RedisStore store;
  private @Nullable EgressGuard guard;
  private @Nullable HttpParts http;
  private volatile boolean ending;

  private Server(
      ConfigWatcher configuration, PrometheusMeterRegistry meters, Vertx vertx, Cage cage) {
    this.configuration = configuration;
    this.config = configuration.current();
    this.meters = meters;
    this.vertx = vertx;
    this.children = new Children(vertx, cage);
  }

  /** Starts everything; what had started ends again when a part fails. */
  static Server start(ConfigWatcher configuration) {
    return start(configuration, () -> false);
  }

  /**
   * The same.
   *
   * @param told whether to end is asked for already, so that nothing is waited for
   */
  static Server start(ConfigWatcher configuration, BooleanSupplier told) {
    var config = configuration.current();
    // The walls are tried with children, for which Vert.x need not wait.
    var walls = Sandboxes.trial(config);
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var vertx = Clustering.start(config.cluster(), meters);
    var server = new Server(configuration, meters, vertx, Sandboxes.result(walls, vertx));
    try {
      server.run(told);
      return server;
    } catch (RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  private void run(BooleanSupplier told) {
    if (!vertx.isNativeTransportEnabled()) {
      LOG.info("no native transport on this machine; streams cost more processor time");
    }
    // First, since these refuse a configuration that cannot be.
    var intake = new Intake(config.egress(), config.http().publicUrl());
    var data = config.data().dir().toAbsolutePath();
    var finding = Tools.discover(children, config, clock);
    var kept = new RedisStore(vertx, address(data), config.redis().timeout(), meters);
    store = kept;
    var secret = new FirstAnswer(vertx, config.redis(), told).secret(kept);
    var identities = new Identities(config.accessMode(), secret);
    var parts = new HttpParts(configuration::current, identities, clock, meters);
    var routes = parts.prepared(vertx);
    var found = finding.await();
    found.problems().forEach(LOG::warn);
    Upkeep.sweep(found.work());
    var versions = new Versions(config, children, found, new Versions.Figures(clock, meters));
    if (!config.egress().allow().isEmpty()) {
      LOG.warn("may be visited though private: {}", String.join(", ", config.egress().allow()));
    }
    var surveyor = new Surveyor(vertx, config, indexes);
    var queue = AnalysisVerticle.queue(config, kept, clock);
    queue.measure(new QueueFigures(meters, clock));
    var outside = EgressGuard.start(vertx, config).await();
    guard = outside;
    requireDoor(outside);
    deployControl(kept, queue, versions.tools(), surveyor);
    deployAnalysis(intake, queue, versions, surveyor);
    var members = Members.verticle(configuration, kept, secret, clock, meters);
    if (members != null) {
      deploy(members);
    }
    // Its first round comes at once and asks the others.
    var figures = new Upkeep.Figures(clock, meters);
    deploy(Upkeep.verticle(vertx, config, kept, versions.tools().current(), figures));
    routes.await();
    http = parts;
    var delivery =
        new Deliveries(
            config, new Deliveries.Shared(children, indexes, meters), versions.tools(), outside);
    deploy(
        new DeploymentOptions().setInstances(instances()), () -> new HttpVerticle(parts, delivery));
    configuration.watch(vertx);
  }

  /** A child with a network of its own needs a file for its way out. */
  private void requireDoor(EgressGuard outside) {
    if (children.cage().ownNetwork() && outside.socket() == null) {
      var reason = "has too long a name for a Unix socket, so that yt-dlp shares our network";
      if (config.sandbox().required() == Sandbox.Level.BUBBLEWRAP) {
        throw new ConfigException("data.dir", reason);
      }
      LOG.warn("{} {}", config.data().dir(), reason);
    }
  }

  private RedisAddress address(Path data) {
    var url = config.redis().url();
    if (url != null) {
      return RedisAddress.of(url, config.redis());
    }
    var started = EmbeddedRedis.start(children, data).await();
    embedded = started;
    return started.address();
  }

  private void deployControl(RedisStore kept, JobQueue queue, ToolsInUse tools, Surveyor surveyor) {
    var prefix = config.redis().prefix();
    var probes = new ArrayList<>(new HealthProbes(config, kept, queue, tools, children).all());
    probes.add(HealthProbes.guard(proxies()));
    probes.add(HealthProbes.ending(() -> ending));
    if (config.cluster().enabled()) {
      probes.add(HealthProbes.cluster(vertx));
    }
    deploy(new MonitoringVerticle(clock, meters, probes));
    deploy(new SampleVerticle(new SampleLog(kept, prefix), clock, meters));
    deploy(new AbuseVerticle(kept, prefix, clock));
    deploy(
        new TokenVerticle(
            new TokenSettings(
                kept,
                prefix,
                config.tokens(),
                config.relay().slotLease(),
                () -> configuration.current().tiers(),
                clock,
                FileName::of,
                surveyor::measure,
                surveyor::foresee)));
    deploy(
        new RelayVerticle(
            new RelaySettings(
                kept,
                prefix,
                config.relay().slotLease(),
                config.tokens().lifetime().plus(config.tokens().resumeGrace()),
                config.drain().timeout(),
                config.history(),
                clock,
                meters)));
    deploy(Hooks.verticle(config, kept, clock));
  }

  private void deployAnalysis(Intake intake, JobQueue queue, Versions versions, Surveyor surveyor) {
    var bounds = new Extractors.Bounds(intake::canonicalSource, proxies());
    var keeper = versions.verticle(Objects.requireNonNull(store, "it is there before"), bounds);
    var analysis =
        new AnalysisParts(
            configuration::current,
            clock,
            queue,
            intake::canonical,
            versions.extractors(bounds, keeper),
            versions.tools().current().encoders(),
            surveyor::length,
            surveyor::merges);
    var virtual = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    Future.all(
            AnalysisVerticle.forNode(analysis).stream()
                .map(worker -> vertx.deployVerticle(worker, virtual).onSuccess(this::note))
                .toList())
        .await();
    deploy(keeper);
  }

  private EgressGuard proxies() {
    return Objects.requireNonNull(guard, "the guard starts before what needs it");
  }

  private int instances() {
    var wanted = config.http().instances();
    return wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
  }

  private void deploy(VerticleBase verticle) {
    note(vertx.deployVerticle(verticle).await());
  }

  private void deploy(DeploymentOptions options, Supplier<VerticleBase> verticles) {
    note(vertx.deployVerticle(verticles, options).await());
  }

  private synchronized void note(String deployment) {
    deployed.add(deployment);
  }

  /** Where the server answers. */
  String origin() {
    var host = config.http().host();
    var reached = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + reached + ":" + (http == null ? 0 : http.port());
  }

  /**
   * Ends everything: jobs go back to the queue at once and who watches to another node; no new
   * streams, those that run have {@code drain.timeout}; children die, and Redis writes its file
   * last.
   */
  void stop() {
    ending = true;
    if (!deployed.isEmpty() && http != null) {
      AnalysisMessages.RETIRED.tellHere(vertx, new AnalysisMessages.Retired());
      await("the streams", RelayMessages.DRAIN.ask(vertx, new RelayMessages.Drain()));
    }
    for (var deployment : deployed.reversed()) {
      await("a verticle", vertx.undeploy(deployment));
    }
    if (store != null) {
      await("the connection to Redis", store.close());
    }
    if (embedded != null) {
      await("Redis", embedded.stop());
    }
    await("the children", children.close());
    if (guard != null) {
      await("the guard", guard.close());
    }
    await("Vert.x", vertx.close());
  }

  /** An end that fails, or hangs, must not keep the rest from ending. */
  private void await(String what, Future<?> ending) {
    var patience = config.drain().timeout().plusSeconds(15);
    try {
      var _ = ending.timeout(patience.toMillis(), TimeUnit.MILLISECONDS).await();
    } catch (RuntimeException e) {
      LOG.warn("{} did not end well: {}", what, e.toString());
    }
  }
}

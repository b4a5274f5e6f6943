package vn.taivideonhanh.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Tiers;

/** What all instances of {@link HttpVerticle} on a node share. */
public final class HttpParts {
  private final AppConfig config;
  private final Tiers tiers;
  private final Identities identities;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Contract contract = Contract.read();
  private final WebRoot webRoot;
  private final PlainPages plainPages;
  private final Packing packing = new Packing();
  private final ClientAddress addresses;
  private final Operators operators;
  private final LoginCookies cookies;
  private final Seats connections;
  private final Seats watchers = new Seats(EventStreams.MOST);
  private final Seats pictures = new Seats(ThumbnailRoute.MOST);
  private final AtomicInteger port = new AtomicInteger();

  /**
   * For one node; reads the contract and the web UI from the class path, and blocks for it.
   *
   * @param configuration asked at each use for the limits, which may change; once for all else
   * @throws vn.taivideonhanh.config.ConfigException when {@code http.trustedProxies} or {@code
   *     monitoring.allow} has what is no block of addresses
   */
  public HttpParts(
      Supplier<AppConfig> configuration,
      Identities identities,
      InstantSource clock,
      MeterRegistry meters) {
    this(configuration, identities, clock, meters, WebRoot.read("webroot"));
  }

  HttpParts(
      Supplier<AppConfig> configuration,
      Identities identities,
      InstantSource clock,
      MeterRegistry meters,
      WebRoot webRoot) {
    this.config = configuration.get();
    this.tiers = new Tiers(() -> configuration.get().tiers());
    this.identities = identities;
    this.clock = clock;
    this.meters = meters;
    this.webRoot = webRoot;
    this.plainPages = new PlainPages(webRoot);
    this.addresses =
        new ClientAddress(CidrBlock.all("http.trustedProxies", config.http().trustedProxies()));
    this.operators = new Operators(config.monitoring(), addresses);
    this.cookies = new LoginCookies(config.http().publicUrl());
    this.connections = new Seats(config.http().connectionsPerAddress());
  }

  /** Reads what routing needs of the contract, beside the event loops. */
  public Future<?> prepared(Vertx vertx) {
    return vertx.executeBlocking(contract::operations);
  }

  /** The port that is listened on; 0 before an instance is deployed. */
  public int port() {
    return port.get();
  }

  void listensOn(int actualPort) {
    port.set(actualPort);
  }

  /** The configuration of the start. */
  AppConfig config() {
    return config;
  }

  /** The limits as they are now. */
  Tiers tiers() {
    return tiers;
  }

  Identities identities() {
    return identities;
  }

  InstantSource clock() {
    return clock;
  }

  MeterRegistry meters() {
    return meters;
  }

  Contract contract() {
    return contract;
  }

  WebRoot webRoot() {
    return webRoot;
  }

  PlainPages plainPages() {
    return plainPages;
  }

  Packing packing() {
    return packing;
  }

  ClientAddress addresses() {
    return addresses;
  }

  Operators operators() {
    return operators;
  }

  LoginCookies cookies() {
    return cookies;
  }

  Seats connections() {
    return connections;
  }

  Seats watchers() {
    return watchers;
  }

  Seats pictures() {
    return pictures;
  }
}

package vn.taivideonhanh.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document in the jar: what is served, and what routes and checks are made from. */
final class Contract {
  private final Asset file;
  private @Nullable List<Operation> operations;

  private Contract(Asset file) {
    this.file = file;
  }

  static Contract read() {
    try (var in = Contract.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("the jar has no openapi.json");
      }
      return new Contract(Asset.of("application/json; charset=utf-8", in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is in the jar, to be served. */
  Asset file() {
    return file;
  }

  /** What it says. */
  JsonObject document() {
    return Buffer.buffer(file.bytes()).toJsonObject();
  }

  /** In the order in which they are to be routed. They are read once, and shared by all loops. */
  synchronized List<Operation> operations() {
    if (operations == null) {
      operations = new ContractReader(document()).operations();
    }
    return operations;
  }
}

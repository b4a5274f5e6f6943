package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import vn.taivideonhanh.delivery.ArchiveDesk;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Learn;
import vn.taivideonhanh.relay.RelayMessages.Learned;
import vn.taivideonhanh.relay.RelayMessages.Note;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Renew;

/** Asks the relay for what a stream of an archive wants. */
record StreamDesk(Vertx vertx, String streamId) implements ArchiveDesk {
  @Override
  public Future<StreamPlan> renew(int entry) {
    return RelayMessages.RENEW.ask(vertx, new Renew(streamId, entry)).map(Opened::plan);
  }

  @Override
  public Future<Map<String, String>> notes() {
    return RelayMessages.LEARN.ask(vertx, new Learn(streamId)).map(Learned::notes);
  }

  @Override
  public Future<?> note(Map<String, String> notes) {
    return RelayMessages.NOTE.ask(vertx, new Note(streamId, notes));
  }
}

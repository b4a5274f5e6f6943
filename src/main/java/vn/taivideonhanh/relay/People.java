package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.InstantSource;
import java.util.stream.Stream;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.relay.RelayMessages.Entries;
import vn.taivideonhanh.relay.RelayMessages.Exported;
import vn.taivideonhanh.relay.RelayMessages.Forgotten;
import vn.taivideonhanh.relay.RelayMessages.Noted;

/** Answers what people, and admins, ask of downloads that run and that have been. */
record People(Board board, Diary diary, Ledger ledger, InstantSource clock) {
  static People of(RelaySettings settings) {
    return new People(
        new Board(settings),
        new Diary(settings),
        new Ledger(settings.store(), settings.prefix()),
        settings.clock());
  }

  Stream<MessageConsumer<?>> serve(Vertx vertx) {
    return Stream.of(
        RelayMessages.DOWNLOADS.serve(vertx, this::downloads),
        RelayMessages.SURVEY.serve(vertx, survey -> board.all(survey.most(), clock.millis())),
        RelayMessages.HISTORY.serve(
            vertx, ask -> diary.of(ask.person(), clock.millis()).map(Entries::new)),
        RelayMessages.FORGET.serve(
            vertx, forget -> diary.forget(forget.person(), forget.entry()).map(Forgotten::new)),
        RelayMessages.EXPORT.serve(vertx, this::export),
        RelayMessages.PURGE.serve(vertx, this::purge));
  }

  private Future<Downloads> downloads(Ask ask) {
    return board.of(ask.person(), ask.since(), clock.millis());
  }

  private Future<Exported> export(Ask ask) {
    return diary
        .of(ask.person(), clock.millis())
        .compose(history -> downloads(ask).map(now -> new Exported(history, now)));
  }

  /** What runs goes by itself when its links are gone; it is not noted when it ends. */
  private Future<Noted> purge(Ask ask) {
    return board
        .forget(ask.person())
        .compose(_ -> diary.forget(ask.person(), null))
        .compose(_ -> ledger.forget(ask.person()))
        .map(_ -> new Noted());
  }
}

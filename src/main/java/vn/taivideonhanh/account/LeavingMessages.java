package vn.taivideonhanh.account;

import java.util.List;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;

/** That logins end and people leave, for the parts of the server that keep something of them. */
public final class LeavingMessages {
  /** Accounts that are gone, of whom other parts may keep something still; at most a hundred. */
  public static final Endpoint<AskDeparted, Departed> DEPARTED =
      new Endpoint<>("account.departed", AskDeparted.class, Departed.class);

  /** Nothing is kept any more of somebody who left. */
  public static final Endpoint<Settle, Done> SETTLE =
      new Endpoint<>("account.settle", Settle.class, Done.class);

  /** Logins or keys of an account have ended: what was opened by them must be asked for again. */
  public static final Fact<Ended> ENDED = new Fact<>("account.ended", Ended.class);

  private LeavingMessages() {}

  /** Asks who left. */
  public record AskDeparted() {}

  /** Ids of accounts that are gone. */
  public record Departed(List<String> persons) {
    public Departed {
      persons = List.copyOf(persons);
    }
  }

  /** Names somebody of whom nothing is left. */
  public record Settle(String personId) {}

  /** Names an account. */
  public record Ended(String personId) {}
}

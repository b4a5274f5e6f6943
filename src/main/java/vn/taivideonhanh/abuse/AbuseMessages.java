package vn.taivideonhanh.abuse;

import java.util.List;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;

/** The contract of the abuse package: all that another package may know of it. */
public final class AbuseMessages {
  /** What was refused lately, by whom or what was refused most. */
  public static final Endpoint<AskRefusals, Refusals> REFUSALS =
      new Endpoint<>("abuse.refusals", AskRefusals.class, Refusals.class);

  /** Removes what is kept here of a person. */
  public static final Endpoint<Forget, Done> FORGET =
      new Endpoint<>("abuse.forget", Forget.class, Done.class);

  /** Somebody was refused; told to one's own node. */
  public static final Fact<Refused> REFUSED = new Fact<>("abuse.refused", Refused.class);

  private AbuseMessages() {}

  /**
   * A refusal.
   *
   * @param code the slug of a {@code ProblemCode}
   * @param who the id of the person who reached a limit, or the host that may not be visited
   */
  public record Refused(String code, String who) {}

  /** Names a person by id. */
  public record Forget(String who) {}

  /** It is done. */
  public record Done() {}

  /** Asks for at most so many of a day. */
  public record AskRefusals(int most) {}

  /** Those of today and of yesterday, the most frequent of each day first. */
  public record Refusals(List<Refusal> refusals) {
    public Refusals {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * How often something was refused.
   *
   * @param day of UTC, {@code 2026-11-22}
   * @param code the slug of a {@code ProblemCode}
   * @param who the id of a person, or a host
   */
  public record Refusal(String day, String code, String who, long count) {}
}

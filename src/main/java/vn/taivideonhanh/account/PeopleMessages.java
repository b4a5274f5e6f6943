package vn.taivideonhanh.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.Profile;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.identity.Role;

/**
 * What admins may ask of other people's accounts; whoever sends these has seen to it that it is an
 * admin who asks. Each change is written to the audit log.
 */
public final class PeopleMessages {
  /** Accounts in the order of their names. */
  public static final Endpoint<Search, People> SEARCH =
      new Endpoint<>("account.search", Search.class, People.class);

  /** Changes an account. Fails with {@code NOT_FOUND}, {@code OWN_ACCOUNT}. */
  public static final Endpoint<Change, Profile> CHANGE =
      new Endpoint<>("account.change", Change.class, Profile.class);

  /** Removes an account. Fails with {@code NOT_FOUND}, {@code OWN_ACCOUNT}. */
  public static final Endpoint<Remove, Done> REMOVE =
      new Endpoint<>("account.remove", Remove.class, Done.class);

  /** Makes the one link by which an account gets a new password. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<OfferReset, Offered> OFFER_RESET =
      new Endpoint<>("account.offerReset", OfferReset.class, Offered.class);

  /** Invites somebody. Fails with {@code TOO_MANY_INVITES}. */
  public static final Endpoint<Invite, Invited> INVITE =
      new Endpoint<>("account.invite", Invite.class, Invited.class);

  /** The invitations that hold, the newest first. */
  public static final Endpoint<AskInvitations, Invitations> INVITATIONS =
      new Endpoint<>("account.invitations", AskInvitations.class, Invitations.class);

  /** Takes an invitation back. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<Uninvite, Done> UNINVITE =
      new Endpoint<>("account.uninvite", Uninvite.class, Done.class);

  /** Writes what an admin did elsewhere in the server to the audit log. */
  public static final Endpoint<Note, Done> NOTE =
      new Endpoint<>("account.note", Note.class, Done.class);

  /** What admins did, the newest first. */
  public static final Endpoint<ReadAudit, Audit> AUDIT =
      new Endpoint<>("account.audit", ReadAudit.class, Audit.class);

  private PeopleMessages() {}

  /**
   * Asks for a page of accounts.
   *
   * @param start of their names, or empty
   * @param after the last name of the page before, or empty
   * @param most 1 to 100
   */
  public record Search(String start, String after, int most) {}

  /**
   * A page of accounts.
   *
   * @param next what the next page comes after; null on the last one
   */
  public record People(List<Profile> people, @Nullable String next) {
    public People {
      people = List.copyOf(people);
    }
  }

  /** Asks for a change; by the id of the admin. */
  public record Change(String by, String personId, Changes changes) {}

  /**
   * What changes; null stays as it is.
   *
   * @param tierUntil epoch milliseconds after which the tier is {@code free}; goes with {@code
   *     tier}, which without it never ends
   */
  public record Changes(
      @Nullable String tier,
      @Nullable Long tierUntil,
      @Nullable Role role,
      @Nullable Boolean blocked) {}

  /** Asks for the end of an account. */
  public record Remove(String by, String personId) {}

  /** Asks for a link. */
  public record OfferReset(String by, String personId) {}

  /** The secret of a link, which is shown this once, and the epoch milliseconds of its end. */
  public record Offered(String link, long expiresAt) {}

  /**
   * Asks for an invitation.
   *
   * @param until epoch milliseconds
   */
  public record Invite(String by, String tier, long until) {}

  /** An invitation, and its secret, which is shown this once. */
  public record Invited(Invitation invitation, String ticket) {}

  /** An invitation; times are epoch milliseconds. */
  public record Invitation(String id, String tier, long createdAt, long expiresAt) {}

  /** Asks for all of them. */
  public record AskInvitations() {}

  /** All of them. */
  public record Invitations(List<Invitation> invitations) {
    public Invitations {
      invitations = List.copyOf(invitations);
    }
  }

  /** Asks for the end of an invitation. */
  public record Uninvite(String by, String id) {}

  /**
   * Something that an admin did.
   *
   * @param action such as {@code user.change}
   * @param target what it was done to; an id, never a secret
   * @param detail what changed, for people; may be empty
   */
  public record Note(String by, String action, String target, String detail) {}

  /**
   * Asks for a page of the log.
   *
   * @param before the last id of the page before, or empty
   * @param most 1 to 100
   */
  public record ReadAudit(String before, int most) {}

  /** A page of the log. */
  public record Audit(List<Entry> entries) {
    public Audit {
      entries = List.copyOf(entries);
    }
  }

  /** A line of the log, at an epoch millisecond. */
  public record Entry(String id, long at, String by, String action, String target, String detail) {}
}

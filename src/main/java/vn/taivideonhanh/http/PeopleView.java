package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.PeopleMessages.Audit;
import vn.taivideonhanh.account.PeopleMessages.Invitation;
import vn.taivideonhanh.account.PeopleMessages.Invitations;
import vn.taivideonhanh.account.PeopleMessages.Invited;
import vn.taivideonhanh.account.PeopleMessages.Offered;
import vn.taivideonhanh.account.PeopleMessages.People;

/** What admins see, as JSON; schema {@code Accounts} of the contract. */
record PeopleView(List<MeView.ProfileView> users, @Nullable String next) {
  static PeopleView of(People page) {
    return new PeopleView(page.people().stream().map(MeView.ProfileView::of).toList(), page.next());
  }

  /** Schema {@code ResetLink}. */
  record OfferedView(String link, String expiresAt) {
    static OfferedView of(Offered offered) {
      return new OfferedView(offered.link(), Wire.time(offered.expiresAt()));
    }
  }

  /** Schema {@code Invite}. */
  record InviteView(
      String id, String tier, String createdAt, String expiresAt, @Nullable String ticket) {
    static InviteView made(Invited made) {
      return of(made.invitation(), made.ticket());
    }

    static InviteView of(Invitation invitation, @Nullable String ticket) {
      return new InviteView(
          invitation.id(),
          invitation.tier(),
          Wire.time(invitation.createdAt()),
          Wire.time(invitation.expiresAt()),
          ticket);
    }
  }

  /** Schema {@code Invites}. */
  record InvitesView(List<InviteView> invites) {
    static InvitesView of(Invitations all) {
      return new InvitesView(
          all.invitations().stream().map(each -> InviteView.of(each, null)).toList());
    }
  }

  /** Schema {@code Audit}. */
  record AuditView(List<EntryView> entries) {
    static AuditView of(Audit page) {
      return new AuditView(
          page.entries().stream()
              .map(entry ->
                  new EntryView(
                      entry.id(),
                      Wire.time(entry.at()),
                      entry.by(),
                      entry.action(),
                      entry.target(),
                      entry.detail()))
              .toList());
    }
  }

  /** Schema {@code AuditEntry}. */
  record EntryView(String id, String at, String by, String action, String target, String detail) {}
}

package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages;
import vn.taivideonhanh.http.TokenView.UsageView;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.token.TokenMessages;

/** All that is kept of somebody, as JSON; schema {@code Export} of the contract. */
record ExportView(
    MeView.ProfileView account,
    List<SessionView> sessions,
    List<KeyView> keys,
    UsageView usage,
    List<MineView.Link> links,
    List<MineView.Entry> history,
    List<MineView.Download> downloads) {
  static ExportView of(Parts parts, @Nullable String session) {
    var account = parts.account();
    var relay = parts.downloads();
    return new ExportView(
        MeView.ProfileView.of(account.profile()),
        SessionView.all(account.sessions(), session).sessions(),
        KeyView.all(account.keys()).keys(),
        UsageView.of(parts.links().usage()),
        MineView.Links.of(parts.links().tokens()).links(),
        MineView.History.of(relay.history()).entries(),
        MineView.Download.all(relay.downloads()));
  }

  /** What each part of the server keeps. */
  record Parts(
      AccountMessages.Export account,
      TokenMessages.Exported links,
      RelayMessages.Exported downloads) {}
}

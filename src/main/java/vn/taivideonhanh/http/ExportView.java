package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Export;

/** All that is kept of an account, as JSON; schema {@code Export} of the contract. */
record ExportView(MeView.ProfileView account, List<SessionView> sessions, List<KeyView> keys) {
  static ExportView of(Export export, @Nullable String session) {
    return new ExportView(
        MeView.ProfileView.of(export.profile()),
        SessionView.all(export.sessions(), session).sessions(),
        KeyView.all(export.keys()).keys());
  }
}

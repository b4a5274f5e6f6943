package vn.taivideonhanh.account;

import java.time.Duration;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.mail.Letter;

/**
 * What the server writes to people.
 *
 * @param origin of the page, without a slash at its end
 * @param lasting for how long a link holds
 */
record Letters(String origin, Duration lasting) {
  Letter reset(User user, Ticket link, Language language) {
    var address = origin + "/account#reset=" + link.text();
    return switch (language) {
      case VI ->
          new Letter(
              user.email(),
              "Mật khẩu mới cho TaiVideoNhanh",
              """
              Chào %s,

              có người, hẳn là bạn, muốn đặt mật khẩu mới. Hãy mở liên kết này trong vòng %d phút:

              %s

              Nếu không phải bạn, hãy bỏ qua thư này; mật khẩu của bạn không thay đổi.
              """
                  .formatted(user.name(), lasting.toMinutes(), address));
      case EN ->
          new Letter(
              user.email(),
              "A new password for TaiVideoNhanh",
              """
              Hello %s,

              somebody, most likely you, wants to set a new password. Open this link within %d minutes:

              %s

              If it was not you, leave this letter alone; your password stays as it is.
              """
                  .formatted(user.name(), lasting.toMinutes(), address));
    };
  }

  Letter confirmation(User user, Ticket link, Language language) {
    var address = origin + "/account#confirm=" + link.text();
    return switch (language) {
      case VI ->
          new Letter(
              user.email(),
              "Xác nhận địa chỉ thư cho TaiVideoNhanh",
              """
              Chào %s,

              hãy mở liên kết này trong vòng %d phút để xác nhận đây là địa chỉ của bạn:

              %s

              Nếu bạn không có tài khoản ở đây, hãy bỏ qua thư này.
              """
                  .formatted(user.name(), lasting.toMinutes(), address));
      case EN ->
          new Letter(
              user.email(),
              "Confirm your address for TaiVideoNhanh",
              """
              Hello %s,

              open this link within %d minutes to confirm that this is your address:

              %s

              If you have no account there, leave this letter alone.
              """
                  .formatted(user.name(), lasting.toMinutes(), address));
    };
  }
}

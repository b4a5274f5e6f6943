package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.regex.Pattern;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.PeopleMessages.Audit;
import vn.taivideonhanh.account.PeopleMessages.Entry;
import vn.taivideonhanh.account.PeopleMessages.Note;
import vn.taivideonhanh.account.PeopleMessages.ReadAudit;

/** What admins did, in a Redis stream that keeps the newest entries. */
final class AuditLog {
  private static final Pattern ID = Pattern.compile("\\d{1,15}-\\d{1,10}");

  private final AccountSettings settings;

  AuditLog(AccountSettings settings) {
    this.settings = settings;
  }

  Future<Done> add(Note note) {
    return settings
        .store()
        .send(
            Command.XADD,
            key(),
            "MAXLEN",
            "~",
            settings.accounts().auditEntries(),
            "*",
            "at",
            settings.now(),
            "by",
            note.by(),
            "action",
            note.action(),
            "target",
            note.target(),
            "detail",
            note.detail())
        .map(_ -> new Done());
  }

  Future<Audit> read(ReadAudit wanted) {
    var last = ID.matcher(wanted.before()).matches() ? "(" + wanted.before() : "+";
    return settings
        .store()
        .send(Command.XREVRANGE, key(), last, "-", "COUNT", wanted.most())
        .map(found ->
            new Audit(found == null ? List.of() : found.stream().map(AuditLog::entry).toList()));
  }

  private static Entry entry(Response entry) {
    var fields = entry.get(1);
    return new Entry(
        entry.get(0).toString(),
        Long.parseLong(text(fields, 1)),
        text(fields, 3),
        text(fields, 5),
        text(fields, 7),
        text(fields, 9));
  }

  private static String text(Response fields, int index) {
    return fields.get(index).toString();
  }

  private String key() {
    return settings.key("audit");
  }
}

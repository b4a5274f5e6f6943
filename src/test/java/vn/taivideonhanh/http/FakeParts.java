package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.abuse.AbuseMessages;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Cancel;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetch;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetched;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.relay.RelayMessages.Entries;
import vn.taivideonhanh.relay.RelayMessages.Forget;
import vn.taivideonhanh.relay.RelayMessages.Forgotten;
import vn.taivideonhanh.relay.RelayMessages.Noted;
import vn.taivideonhanh.relay.RelayMessages.Open;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Renew;
import vn.taivideonhanh.relay.RelayMessages.Report;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Checked;
import vn.taivideonhanh.token.TokenMessages.Count;
import vn.taivideonhanh.token.TokenMessages.Done;
import vn.taivideonhanh.token.TokenMessages.Drop;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Pack;
import vn.taivideonhanh.token.TokenMessages.Present;
import vn.taivideonhanh.token.TokenMessages.Renewal;
import vn.taivideonhanh.token.TokenMessages.Tokens;
import vn.taivideonhanh.token.TokenMessages.Usage;

/**
 * Small endpoints in the places of the analysis, token and relay verticles: each test says what
 * they answer, and looks at what they were asked.
 */
final class FakeParts {
  volatile Function<Submit, Future<Analysis>> submit;
  volatile Function<Look, Future<Analysis>> look;
  volatile Function<Cancel, Future<Analysis>> cancel;
  volatile Function<Fetch, Future<Fetched>> fetch;
  volatile Function<Issue, Future<Issued>> issue;
  volatile Function<Pack, Future<Issued>> pack;
  volatile Function<TokenMessages.Plan, Future<TokenMessages.Planned>> plan;
  volatile Function<Present, Future<Issued>> refresh;
  volatile Function<Present, Future<Done>> revoke;
  volatile Function<Present, Future<Checked>> check;
  volatile Function<Count, Future<Usage>> usage;
  volatile Function<Count, Future<Tokens>> tokens;
  volatile Function<Drop, Future<Done>> drop;
  volatile Function<Count, Future<TokenMessages.Exported>> links;
  volatile Function<Ask, Future<RelayMessages.Exported>> past;
  volatile Function<Count, Future<Done>> purge;
  volatile Function<Renewal, Future<Issued>> replace;
  volatile Function<Ask, Future<Entries>> history;
  volatile Function<Forget, Future<Forgotten>> forget;
  volatile Function<Ask, Future<Downloads>> downloads;
  volatile Function<Open, Future<Opened>> open;
  volatile Function<RelayMessages.Head, Future<Opened>> head;
  volatile Function<Renew, Future<Opened>> renew;
  volatile RelayMessages.@Nullable Progress recalled;
  final List<Record> asked = Collections.synchronizedList(new ArrayList<>());
  final List<Report> reports = Collections.synchronizedList(new ArrayList<>());
  final List<Close> closes = Collections.synchronizedList(new ArrayList<>());

  FakeParts(Vertx vertx) {
    reset();
    AnalysisMessages.SUBMIT.serve(vertx, m -> noted(m, submit));
    AnalysisMessages.LOOK.serve(vertx, m -> noted(m, look));
    AnalysisMessages.CANCEL.serve(vertx, m -> noted(m, cancel));
    AnalysisMessages.FETCH.serve(vertx, m -> noted(m, fetch));
    TokenMessages.ISSUE.serve(vertx, m -> noted(m, issue));
    TokenMessages.PACK.serve(vertx, m -> noted(m, pack));
    TokenMessages.PLAN.serve(vertx, m -> noted(m, plan));
    TokenMessages.REFRESH.serve(vertx, m -> noted(m, refresh));
    TokenMessages.REVOKE.serve(vertx, m -> noted(m, revoke));
    TokenMessages.CHECK.serve(vertx, m -> noted(m, check));
    TokenMessages.USAGE.serve(vertx, m -> usage.apply(m));
    TokenMessages.LIST.serve(vertx, m -> noted(m, tokens));
    TokenMessages.DROP.serve(vertx, m -> noted(m, drop));
    TokenMessages.EXPORT.serve(vertx, m -> noted(m, links));
    TokenMessages.PURGE.serve(vertx, m -> noted(m, purge));
    RelayMessages.EXPORT.serve(vertx, m -> noted(m, past));
    RelayMessages.PURGE.serve(vertx, m -> noted(m, giving(new Noted())));
    AbuseMessages.FORGET.serve(vertx, m -> noted(m, giving(new AbuseMessages.Done())));
    TokenMessages.RENEW.serve(vertx, m -> noted(m, replace));
    RelayMessages.HISTORY.serve(vertx, m -> noted(m, history));
    RelayMessages.FORGET.serve(vertx, m -> noted(m, forget));
    RelayMessages.DOWNLOADS.serve(vertx, m -> noted(m, downloads));
    RelayMessages.OPEN.serve(vertx, m -> noted(m, open));
    RelayMessages.HEAD.serve(vertx, m -> noted(m, head));
    RelayMessages.RENEW.serve(vertx, m -> noted(m, renew));
    RelayMessages.RECALL.serve(
        vertx, _ -> Future.succeededFuture(new RelayMessages.Recalled(recalled)));
    RelayMessages.REPORT.serve(vertx, m -> kept(reports, m));
    RelayMessages.CLOSE.serve(vertx, m -> kept(closes, m));
  }

  /** Everything fails as if nothing were known. */
  void reset() {
    recalled = null;
    submit = refusing(ProblemCode.INVALID_URL);
    look = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    cancel = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    fetch = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    issue = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    pack = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    plan = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    refresh = refusing(ProblemCode.TOKEN_NOT_FOUND);
    revoke = refusing(ProblemCode.TOKEN_NOT_FOUND);
    check = refusing(ProblemCode.TOKEN_NOT_FOUND);
    usage = refusing(ProblemCode.UNAVAILABLE);
    tokens = giving(new Tokens(List.of()));
    drop = refusing(ProblemCode.TOKEN_NOT_FOUND);
    links = refusing(ProblemCode.UNAVAILABLE);
    past = refusing(ProblemCode.UNAVAILABLE);
    purge = refusing(ProblemCode.UNAVAILABLE);
    replace = refusing(ProblemCode.TOKEN_NOT_FOUND);
    history = giving(new Entries(List.of()));
    forget = giving(new Forgotten(0));
    downloads = giving(new Downloads(List.of(), List.of()));
    open = refusing(ProblemCode.TOKEN_NOT_FOUND);
    head = refusing(ProblemCode.TOKEN_NOT_FOUND);
    renew = refusing(ProblemCode.SOURCE_UNAVAILABLE);
    asked.clear();
    reports.clear();
    closes.clear();
  }

  static <Q, A> Function<Q, Future<A>> refusing(ProblemCode code) {
    return _ -> Future.failedFuture(new Failure(code, "As the test wants it."));
  }

  static <Q, A> Function<Q, Future<A>> giving(A answer) {
    return _ -> Future.succeededFuture(answer);
  }

  private <Q extends Record, A> Future<A> noted(Q question, Function<Q, Future<A>> answer) {
    asked.add(question);
    return answer.apply(question);
  }

  private static <T> Future<Noted> kept(List<T> list, T message) {
    list.add(message);
    return Future.succeededFuture(new Noted());
  }

  /** The last question of that type. */
  <T extends Record> T last(Class<T> type) {
    synchronized (asked) {
      return asked.reversed().stream()
          .filter(type::isInstance)
          .map(type::cast)
          .findFirst()
          .orElseThrow();
    }
  }
}

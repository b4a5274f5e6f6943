// The part of the fake that is about a person: who one is, one's downloads, keys and logins.

const ID = (n) => n.toString(16).padStart(64, '0');
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

const UNLIMITED = { tokens: 0, hour: 0, day: 0, dayBytes: 0, streams: 0 };

export const GUEST = {
  ...{ kind: 'guest', tier: 'free', role: 'user', mode: 'open', registration: 'open', mail: false },
  allowance: { tier: 'free', usage: UNLIMITED, left: {}, queueWeight: 1 },
};

export const ACCOUNT = {
  ...{ id: 'u_aaaaaaaaaaaaaaaaaaaa', name: 'mai.tran', role: 'user', tier: 'free', blocked: false },
  ...{ createdAt: '2026-03-02T08:00:00.000Z', seenAt: ago(60), secondFactor: false },
  ...{ password: true, linked: false, emailConfirmed: false },
};

export const MEMBER = { ...GUEST, kind: 'member', account: ACCOUNT };

export const entry = (n, changes = {}) => ({
  ...{ id: ID(n), title: `Sông Hương buổi sớm ${n}`, url: `https://example.com/v${n}`, lane: 'direct' },
  ...{ total: 34_200_000, sent: 34_200_000, outcome: 'complete' },
  ...{ startedAt: ago(n * 5_000 + 60), endedAt: ago(n * 5_000) },
  ...changes,
});

export const link = (n, changes = {}) => ({
  ...{ id: ID(n), title: `Phố cổ ${n}`, fileName: `Phố cổ ${n}.mp4`, lane: 'exact-mux' },
  ...{ size: { bytes: 120_000_000, kind: 'exact' }, begun: false, expiresAt: ago(-1_200) },
  ...changes,
});

export const running = (n, position, changes = {}) => ({
  ...{ streamId: `s${n}`, linkId: ID(n), title: `Mùa xuân Đà Lạt ${n}`, lane: 'direct' },
  ...{ total: 480_000_000, position, startedAt: ago(90), at: new Date().toISOString() },
  ...changes,
});

const session = (id, agent, changes = {}) => ({
  ...{ id, agent, createdAt: ago(900_000), seenAt: ago(4_000), secondFactor: false, current: false },
  ...changes,
});
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PHONE = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36';

/** What is kept of one person, and what they are answered. */
export class MockPeople {
  constructor(mock) {
    this.mock = mock;
    this.watchers = new Set();
    this.reset();
  }

  /** From now on the person's limits are told. */
  limited() {
    this.me = { ...this.me, allowance: { ...GUEST.allowance, usage: this.usage } };
  }

  reset() {
    this.me = GUEST;
    this.entries = [];
    this.links = [];
    this.keys = [];
    this.sessions = [session('aaaaaaaaaaaa', FIREFOX, { current: true }), session('bbbbbbbbbbbb', PHONE)];
    this.heard = [];
    this.lastEventIds = [];
    this.usage = {
      ...{ tokens: 1, tokensLimit: 5, hour: 2, hourLimit: 20, day: 3, dayLimit: 10 },
      ...{ dayBytes: 912_000_000, streams: 1, streamsLimit: 3, dayResetsAt: '2026-11-24T00:00:00.000Z' },
    };
    /** Answers of the next requests, by "METHOD path". */
    this.scripted = new Map();
    this.refusesEvents = null;
    /** What the login provider sends people back with. */
    this.outcome = 'done';
  }

  /** Tells the devices that watch of a download. */
  tell(download) {
    const text = `id: ${Date.parse(download.at)}\nevent: download\ndata: ${JSON.stringify(download)}\n\n`;
    this.heard.push({ at: Date.parse(download.at), text });
    for (const watcher of this.watchers) watcher.write(text);
  }

  /** Ends every connection: as a server does that is restarted, or with `abrupt` as a lost network. */
  drop(abrupt = false) {
    for (const watcher of this.watchers) abrupt ? watcher.destroy() : watcher.end();
  }

  watch(request, response) {
    if (this.refusesEvents) return this.refusesEvents(response);
    const last = request.headers['last-event-id'];
    this.lastEventIds.push(last);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': hello\n\n');
    for (const { at, text } of this.heard) if (!last || at >= Number(last)) response.write(text);
    this.watchers.add(response);
    return response.on('close', () => this.watchers.delete(response));
  }

  /** Whether it is about a person; then it is answered. */
  answer(request, path, body, response) {
    const { method } = request;
    const ask = `${method} ${path}`;
    const scripted = this.scripted.get(ask);
    if (scripted) {
      this.scripted.delete(ask);
      scripted(response);
      return true;
    }
    const json = (status, value) => this.mock.json(response, status, value);
    const gone = () => response.writeHead(204).end();
    const [, kind, id] = path.match(/^\/api\/(keys|auth\/sessions|streaming\/history|streaming\/tokens)\/(\w+)(\/refresh)?$/) ?? [];
    if (id && path.endsWith('/refresh')) json(201, this.mock.issue({}));
    else if (id) {
      const list = { keys: 'keys', 'auth/sessions': 'sessions', 'streaming/history': 'entries', 'streaming/tokens': 'links' }[kind];
      this[list] = this[list].filter((each) => each.id !== id);
      gone();
    } else this.whole(ask, body, { json, gone, request, response });
    return response.writableEnded || response.headersSent;
  }

  whole(ask, body, { json, gone, request, response }) {
    const answers = {
      'GET /api/auth/me': () => json(200, this.me),
      'POST /api/auth/login': () => json(200, (this.me = { ...MEMBER, mode: this.me.mode })),
      'POST /api/auth/register': () => json(201, (this.me = { ...MEMBER, mode: this.me.mode })),
      'POST /api/auth/refresh': () => json(200, this.me),
      'POST /api/auth/logout': () => gone((this.me = { ...GUEST, mode: this.me.mode })),
      'POST /api/auth/delete': () => gone((this.me = { ...GUEST, mode: this.me.mode })),
      'POST /api/auth/reset': gone,
      'POST /api/auth/reset/mail': () => response.writeHead(202).end(),
      'POST /api/auth/email': () => gone((this.me = { ...this.me, account: { ...this.me.account, email: body.email } })),
      'POST /api/auth/email/send': () => response.writeHead(202).end(),
      'POST /api/auth/email/confirm': gone,
      'POST /api/auth/oidc': () => json(200, { location: `/?login=${this.outcome}` }),
      'POST /api/auth/oidc/link': () => json(200, { location: '/?login=linked' }),
      'DELETE /api/auth/oidc/link': () =>
        gone((this.me = { ...this.me, account: { ...this.me.account, linked: false } })),
      'POST /api/auth/password': gone,
      'GET /api/auth/sessions': () => json(200, { sessions: this.sessions }),
      'DELETE /api/auth/sessions': () => gone((this.sessions = this.sessions.filter(({ current }) => current))),
      'POST /api/auth/second-factor': () =>
        json(201, {
          secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
          uri: 'otpauth://totp/TaiVideoNhanh:mai.tran?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=TaiVideoNhanh',
        }),
      'POST /api/auth/second-factor/confirm': () => {
        this.me = { ...this.me, account: { ...this.me.account, secondFactor: true, recoveryCodes: 10 } };
        json(200, { codes: Array.from({ length: 10 }, (_, n) => `abcd-efg${n}-hijk`) });
      },
      'POST /api/auth/second-factor/remove': () =>
        gone((this.me = { ...this.me, account: { ...this.me.account, secondFactor: false } })),
      'GET /api/auth/export': () => json(200, { account: this.me.account, sessions: [], keys: [] }),
      'GET /api/keys': () => json(200, { keys: this.keys }),
      'POST /api/keys': () => {
        const made = { id: 'cccccccccccc', createdAt: ago(0), ...body };
        this.keys = [made, ...this.keys];
        json(201, { ...made, key: 'tvn_5q2m7xk3w6y4' });
      },
      'GET /api/events': () => this.watch(request, response),
      'GET /api/streaming/usage': () => json(200, { tier: this.me.tier, usage: this.usage, queueWeight: 1 }),
      'GET /api/streaming/tokens': () => json(200, { links: this.links }),
      'GET /api/streaming/history': () => json(200, { entries: this.entries }),
      'DELETE /api/streaming/history': () => gone((this.entries = [])),
    };
    answers[ask]?.();
  }
}

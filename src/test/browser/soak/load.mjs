// What people do to the soaked server: whole downloads in every lane, downloads that are left in the
// middle, sites that fail, event streams, an admin who looks at everything, the page itself.
import { createHash } from 'node:crypto';
import { Client } from '../cluster/client.mjs';
import { cookieOf, PASSWORD } from '../cluster/load.mjs';
import { pause } from '../cluster/stage.mjs';

const WITHIN = 60_000;
const WATCHED = 20_000;
const RENEWED = 120_000;

/** Pages of the sample site and what is taken of them. One with `exact` comes with the same bytes each time. */
const FORMS = [
  { what: 'file', page: 'progressive', preset: 'best', exact: true },
  { what: 'merge', page: 'adaptive', preset: '720p', exact: true },
  { what: 'clip', page: 'adaptive', preset: '720p', clip: { start: 2.5, end: 7 }, exact: true },
  { what: 'HLS', page: 'hls-ts', preset: 'best' },
  { what: 'fragmented HLS', page: 'hls-fmp4', preset: 'best', exact: true },
  { what: 'DASH', page: 'dash', preset: 'best', exact: true },
  { what: 'sound made MP3', page: 'audio', preset: 'mp3' },
  { what: 'clip of a file', page: 'progressive', preset: 'best', clip: { start: 3, end: 6 } },
  { what: 'clip made FLAC', page: 'adaptive', preset: 'flac', clip: { start: 1, end: 4 } },
  { what: 'subtitles', page: 'subtitles', subtitle: { language: 'vi', ext: 'srt' } },
  { what: 'ZIP', archive: ['progressive', 'adaptive'], preset: '360p', exact: true },
];

/** Analyses that must fail, with one of these problems. */
const UNREADABLE = ['/watch/empty', '/fault-all/status=404/watch/progressive', '/fault-all/loop/watch/progressive'];

/** Media that fail on their way: what comes is broken off, or whole, and nothing else. */
const BROKEN = ['cut', 'cut-once', 'status=403', 'shorter', 'longer', 'stall', 'changing', 'endless'];

const ADMINISTERED = [
  '/api/admin/users', '/api/admin/audit', '/api/admin/charts', '/api/admin/sites', '/api/admin/queue',
  '/api/admin/queue/jobs', '/api/admin/streams', '/api/admin/refusals', '/api/admin/yt-dlp',
  '/api/admin/webhooks', '/api/monitoring/health', '/api/monitoring/metrics', '/metrics',
];
const SHOWN = ['/', '/docs', '/openapi.json', '/downloads', '/account', '/nothing/here', '/api/streaming/stream/nothing'];

export class Load {
  /** `server` has `url` and `origin`. */
  constructor(server, report) {
    Object.assign(this, { server, report, over: false, running: [], count: 0, sums: new Map() });
  }

  client(address) {
    return new Client(() => this.server.url.replace(/\/$/, ''), address);
  }

  /** A page that nobody has asked for: else the answer would be one that is kept. */
  page(path) {
    return `${this.server.origin}${path}?n=${this.count++}`;
  }

  /** Does it until the end, a pause between. What it throws is a failure of the server. */
  begin(what, rest, step) {
    const loop = async () => {
      for (let turn = 0; !this.over; turn++) {
        try {
          await step(turn);
        } catch (error) {
          this.report.bad(what, error.message);
        }
        for (let left = rest; left > 0 && !this.over; left -= 500) await pause(Math.min(500, left));
      }
    };
    this.running.push(loop());
  }

  /** Makes the first admin and somebody with an account. */
  async register(ticket) {
    this.admin = await this.person('127.0.9.1', { name: 'boss', password: PASSWORD, ticket });
    this.member = await this.person('127.0.9.2', { name: 'member', password: PASSWORD });
  }

  async person(address, registration) {
    const client = this.client(address);
    const { status, cookies } = await client.ask('POST', '/api/auth/register', registration, 30_000);
    if (status !== 201) throw new Error(`registering: ${status}`);
    client.headers.Cookie = cookieOf(cookies);
    return client;
  }

  /** Goes on with a login, as the page does: its access lasts a quarter of an hour. */
  async renew(client) {
    const { status, cookies } = await client.ask('POST', '/api/auth/refresh', undefined, WITHIN);
    if (status !== 200) throw new Error(`renewing a login: ${status}`);
    client.headers.Cookie = cookieOf(cookies);
    this.report.good('logins', 'renewed');
  }

  start() {
    this.begin('whole', 1_000, (turn) => this.whole(this.client('127.0.1.1'), FORMS[turn % FORMS.length]));
    this.begin('whole', 2_500, (turn) => this.whole(this.member, FORMS[(7 * turn + 3) % FORMS.length]));
    this.begin('left', 1_500, (turn) => this.left(this.client('127.0.1.2'), FORMS[turn % FORMS.length]));
    this.begin('unreadable', 4_000, (turn) => this.unreadable(UNREADABLE[turn % UNREADABLE.length]));
    this.begin('broken', 4_000, (turn) => this.broken(BROKEN[turn % BROKEN.length]));
    this.begin('own events', 500, () => this.watch(this.member, '/api/events'));
    this.begin('queue events', 500, () => this.watch(this.admin, '/api/admin/queue/events'));
    this.begin('admin events', 500, () => this.watch(this.admin, '/api/admin/events'));
    this.begin('admin', 700, (turn) => this.look(this.admin, ADMINISTERED[turn % ADMINISTERED.length], 200));
    this.begin('pages', 700, (turn) => this.look(this.client('127.0.1.4'), SHOWN[turn % SHOWN.length]));
    for (const client of [this.admin, this.member]) this.begin('renewals', RENEWED, (turn) => turn > 0 && this.renew(client));
    this.begin('logins', 9_000, (turn) => this.login(turn % 3 === 2));
  }

  async finish() {
    this.over = true;
    await Promise.all(this.running);
  }

  /** A link to a form, of pages that are analysed anew. */
  async link(client, { page, archive, preset, ...rest }) {
    if (!archive) return this.token(client, { requestId: await this.analysed(client, page), preset, ...rest });
    const requestIds = [];
    for (const one of archive) requestIds.push(await this.analysed(client, one));
    return this.token(client, { archive: { requestIds, preset } });
  }

  async token(client, { exact: _, what: __, ...choice }) {
    return client.get('POST', '/api/streaming/token', choice);
  }

  /** Analyses it and follows the events of that. */
  async analysed(client, page) {
    const { requestId } = await client.get('POST', '/api/streaming/analyze', { url: this.page(`/watch/${page}`) });
    const end = Date.now() + WITHIN;
    let seen;
    await client.follow(
      `/api/streaming/analyze/${requestId}/events`,
      (_, { state, problem }) => {
        seen = problem?.code ?? state;
        return state !== 'queued' && state !== 'active';
      },
      () => Date.now() > end,
    );
    if (seen !== 'completed') throw new Error(`the analysis of ${page} is ${seen}`);
    return requestId;
  }

  /** Takes all of it, once more by a range from its middle where that can be, and gives the link back. */
  async whole(client, form) {
    const { streamUrl, token, resumable } = await this.link(client, form);
    const { bytes, status } = await this.bytes(client, streamUrl);
    if (status !== 200 || bytes.length === 0) throw new Error(`${form.what}: ${status}, ${bytes.length} bytes`);
    const sum = createHash('sha256').update(bytes).digest('hex');
    if (form.exact && (this.sums.get(form.what) ?? sum) !== sum) throw new Error(`${form.what}: other bytes`);
    this.sums.set(form.what, sum);
    if (resumable) await this.resume(client, streamUrl, bytes, form.what);
    await client.ask('DELETE', `/api/streaming/token/${token}`);
    this.report.good('whole', form.what);
  }

  async resume(client, streamUrl, all, what) {
    const from = Math.floor(all.length / 2);
    const { bytes, status } = await this.bytes(client, streamUrl, { Range: `bytes=${from}-` });
    if (status !== 206 || !bytes.equals(all.subarray(from))) throw new Error(`${what}: its second half is another`);
  }

  async bytes(client, path, fields) {
    const answer = await fetch(client.base() + path, {
      headers: { ...client.headers, ...fields },
      signal: AbortSignal.timeout(WITHIN),
    });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  /** Goes away after the first bytes; now and then the link is left to expire, too. */
  async left(client, form) {
    const { streamUrl, token } = await this.link(client, form).catch((error) => {
      // Five links at once are the limit, and those that are left live on for a while.
      if (error.message.includes('429')) return {};
      throw error;
    });
    if (!token) return this.report.good('left', 'no more links');
    const connection = new AbortController();
    const timer = setTimeout(() => connection.abort(), WITHIN);
    const answer = await fetch(client.base() + streamUrl, { headers: client.headers, signal: connection.signal });
    await answer.body?.getReader().read();
    clearTimeout(timer);
    connection.abort();
    if (this.count % 8 !== 0) await client.ask('DELETE', `/api/streaming/token/${token}`);
    return this.report.good('left', form.what);
  }

  async unreadable(path) {
    const client = this.client('127.0.1.3');
    const { requestId } = await client.get('POST', '/api/streaming/analyze', { url: this.page(path) });
    const state = await client.ended(requestId);
    if (state !== 'failed') throw new Error(`${path} is ${state}`);
    this.report.good('unreadable', path.split('/')[2]);
  }

  async broken(fault) {
    const client = this.client('127.0.1.5');
    const url = this.page(`/fault/${fault}/watch/progressive`);
    const { requestId } = await client.get('POST', '/api/streaming/analyze', { url });
    const state = await client.ended(requestId);
    if (state !== 'completed') return this.report.good('broken', `${fault}: ${state}`);
    const { status, body } = await client.ask('POST', '/api/streaming/token', { requestId, preset: 'best' });
    if (status !== 201) return this.report.good('broken', `${fault}: no link`);
    const connection = { signal: AbortSignal.timeout(10_000), headers: client.headers };
    const ended = await fetch(client.base() + body.streamUrl, connection)
      .then((answer) => answer.arrayBuffer().then(() => answer.status))
      .catch(() => 'broken off');
    await client.ask('DELETE', `/api/streaming/token/${body.token}`);
    return this.report.good('broken', `${fault}: ${ended}`);
  }

  /** Listens for a while, and goes. */
  async watch(client, path) {
    const connection = { signal: AbortSignal.timeout(WATCHED), headers: { ...client.headers, Accept: 'text/event-stream' } };
    try {
      const answer = await fetch(client.base() + path, connection);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      await answer.text();
    } catch (error) {
      if (error.name !== 'TimeoutError') throw error;
    }
    this.report.good('watched', path);
  }

  async look(client, path, wanted) {
    const { status } = await client.once('GET', path, undefined, WITHIN);
    if (wanted ? status !== wanted : status >= 500) throw new Error(`${path}: ${status}`);
    this.report.good('looked', path.startsWith('/api/admin') ? 'as an admin' : 'at pages and figures');
  }

  async login(wrong) {
    const client = this.client('127.0.9.3');
    const password = wrong ? 'not this one' : PASSWORD;
    const { status, cookies } = await client.once('POST', '/api/auth/login', { name: 'member', password }, WITHIN);
    if (![200, 401, 429].includes(status) || (status === 200 && wrong)) throw new Error(`login: ${status}`);
    this.report.good('logins', String(status));
    if (status !== 200) return;
    client.headers.Cookie = cookieOf(cookies);
    await client.once('POST', '/api/auth/logout', undefined, WITHIN);
  }
}

// The part of the fake that is about the server: how it is, and what operators do.

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const MINUTE = 60_000;

export const PARTS = [
  { name: 'redis', status: 'up', critical: true, sentence: 'It answers in 0.4 ms.', figures: {} },
  { name: 'queue', status: 'up', critical: true, sentence: 'It takes jobs.', figures: {} },
  { name: 'yt-dlp', status: 'degraded', critical: false, sentence: 'Version 2026.03.01 is older than the floor. Fetch a newer one.', figures: {} },
  { name: 'disk', status: 'up', critical: true, sentence: '73 GB are free.', figures: {} },
];

export const user = (n, changes = {}) => ({
  ...{ id: `u_${String.fromCharCode(97 + n).repeat(20)}`, name: `person${n}`, role: 'user', tier: 'free' },
  ...{ blocked: false, createdAt: ago(1e6), seenAt: ago(600), secondFactor: false },
  ...changes,
});

export const job = (n, changes = {}) => ({
  ...{ id: String(n).padStart(26, '0'), state: 'waiting', url: `https://example.com/v/${n}` },
  ...{ person: 'u_aaaaaaaaaaaaaaaaaaaa', site: 'example.com', weight: 1, attempt: 1, stalls: 0, addedAt: ago(30 + n) },
  ...changes,
});

export const stream = (n, changes = {}) => ({
  person: 'g_7f3a',
  download: {
    ...{ streamId: `s${n}`, linkId: 'a'.repeat(64), title: `Mùa xuân Đà Lạt ${n}`, lane: 'exact-mux' },
    ...{ total: 480_000_000, position: 96_000_000 * n, startedAt: ago(90), at: ago(1), ...changes },
  },
});

export const SCHEDULES = [
  { name: 'front-page', url: 'https://example.com/v/1', cron: '30 4 * * 1-5', zone: 'Asia/Ho_Chi_Minh', nextAt: '2026-11-24T21:30:00.000Z', lastAt: '2026-11-23T21:30:00.000Z', skipped: true },
  { name: 'hourly', url: `https://example.com/${'z'.repeat(300)}`, everySeconds: 5_400, nextAt: '2026-11-24T10:30:00.000Z' },
];

export const HOOK = { name: 'books', origin: 'https://hooks.example', events: ['download.finished'], disabledAt: '2026-11-22T09:00:00.000Z' };
export const DELIVERY = { id: 'w1', webhook: 'books', type: 'download.finished', state: 'dead', attempts: 8, addedAt: '2026-11-22T09:00:00.000Z', last: 'status 500' };

const version = (name, verdict, changes = {}) => ({
  ...{ version: name, verdict, ageDays: 3, canaries: [], analyses: 0, failures: 0, ...changes },
});
export const VERSIONS = [
  version('2026.11.20', 'good', { at: ago(7_200), canaries: [{ page: 'built-in-mp4', passed: true }], analyses: 40, failures: 1 }),
  version('2026.11.21', 'bad', { at: ago(900), reason: 'It read 1 of 4 pages.', canaries: [{ page: 'built-in-hls', passed: false, problem: 'no formats' }] }),
  version('2026.10.26', 'installed', { ageDays: 1 }),
];

/** What is kept of a server, and what operators are answered. */
export class MockOperators {
  constructor(mock) {
    this.mock = mock;
    this.watchers = new Set();
    this.reset();
  }

  reset() {
    this.parts = PARTS.map((part) => ({ ...part, status: 'up' }));
    this.streams = [];
    this.jobs = [];
    this.users = [];
    this.invites = [];
    this.entries = [];
    this.refusals = [];
    this.sites = [];
    this.limits = [{ lane: 'sites', running: 4, starts: 0, seconds: 0 }];
    this.paused = false;
    this.versions = { inUse: '2026.11.20', latest: '2026.11.20', checkedAt: ago(300), nextCheckAt: ago(-300), versions: VERSIONS };
    this.schedules = [];
    this.hooks = [];
    this.deliveries = [];
    this.refuses = null;
    /** What of it cannot be had. */
    this.broken = null;
    this.minutes = [];
  }

  get state() {
    const status = this.parts.some((part) => part.status !== 'up') ? 'degraded' : 'up';
    return {
      health: { status, live: true, ready: true, version: '0.4.0', at: ago(0), parts: this.parts },
      figures: {
        ...{ at: ago(0), uptimeSeconds: 93_784, eventLoopLagMillis: 1.84 },
        memory: { heapUsed: 61_000_000, heapMax: 512_000_000, nonHeapUsed: 74_000_000 },
        cpu: { process: 0.12, system: 0.3, cores: 2 },
        http: { requests: 48_211, failed: 3 },
        streams: { live: this.streams.length, ended: 412, bytes: 91_400_000_000 },
      },
    };
  }

  get queue() {
    const count = (state) => this.jobs.filter((each) => each.state === state).length;
    return {
      ...{ waiting: count('waiting'), delayed: count('delayed'), active: count('active') },
      ...{ dead: count('dead'), paused: this.paused, limits: this.limits },
    };
  }

  tell(name, data) {
    for (const watcher of this.watchers) {
      watcher.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  }

  /** Tells all of it anew, as the server does when it has changed. */
  changed() {
    this.tell('state', this.state);
    this.tell('streams', { streams: this.streams });
    this.tell('queue', this.queue);
  }

  /** Breaks every connection, as a lost network does; with `whole` ends them, as a server does that goes down. */
  drop(whole = false) {
    for (const watcher of this.watchers) whole ? watcher.end() : watcher.destroy();
  }

  watch(response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': hello\n\n');
    this.watchers.add(response);
    response.on('close', () => this.watchers.delete(response));
    this.changed();
  }

  charts(minutes) {
    this.minutes.push(minutes);
    const step = minutes > 360 ? 4 : 1;
    const points = minutes / step;
    const wave = (least, most) =>
      Array.from({ length: points }, (_, n) =>
        n < points / 4 ? null : least + ((most - least) * (1 + Math.sin(n / 9))) / 2,
      );
    return {
      ...{ from: new Date(Date.now() - minutes * MINUTE).toISOString(), stepSeconds: step * 60 },
      ...{ streams: wave(2, 40), bytes: wave(1e8, 9e9), truncated: wave(0, 1), waiting: wave(0, 12) },
      ...{ active: wave(0, 4), queueMillis: wave(5, 900), requests: wave(100, 900), failed: wave(0, 3) },
      ...{ lagMillis: wave(0.4, 6), memoryBytes: wave(1.2e8, 2.1e8), cpu: wave(0.02, 0.7) },
    };
  }

  answer(request, body, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://mock');
    const json = (status, value) => this.mock.json(response, status, value);
    const gone = () => response.writeHead(204).end();
    if (this.refuses) return this.refuses(response);
    const path = pathname.slice('/api/admin/'.length);
    const id = path.split('/').at(-1);
    if (this.broken?.test(path)) return this.mock.problem(response, 503, 'unavailable', 'No Redis.');
    const ended = (list, is = (each) => each.id === id) => {
      const before = this[list].length;
      this[list] = this[list].filter((each) => !is(each));
      if (this[list].length === before) return this.mock.problem(response, 404, 'not-found', 'Gone.');
      return gone();
    };
    const paused = (value) => {
      this.paused = value;
      return json(200, this.queue);
    };
    const jobs = (count) => json(200, { jobs: count });
    /** @type {[string, RegExp, () => unknown][]} */
    const routes = [
      ['GET', /^events$/, () => this.watch(response)],
      ['GET', /^queue\/events$/, () => this.mock.problem(response, 406, 'not-acceptable', 'None.')],
      ['GET', /^charts$/, () => json(200, this.charts(Number(searchParams.get('minutes'))))],
      ['GET', /^sites$/, () => json(200, { sites: this.sites })],
      ['GET', /^refusals$/, () => json(200, { refusals: this.refusals })],
      ['GET', /^audit$/, () => json(200, { entries: this.entries })],
      ['GET', /^queue\/jobs$/, () => json(200, { jobs: this.jobs.filter(({ state }) => state === searchParams.get('state')) })],
      ['GET', /^queue\/jobs\//, () => json(200, { job: this.jobs[0], log: ['begun', 'reading the page'] })],
      ['DELETE', /^queue\/jobs\//, () => jobs((this.jobs = this.jobs.filter((each) => each.id !== id)) && 1)],
      ['POST', /^queue\/pause$/, () => paused(true)],
      ['POST', /^queue\/resume$/, () => paused(false)],
      ['POST', /^queue\/drain$/, () => jobs((this.jobs = this.jobs.filter(({ state }) => state !== 'waiting')).length)],
      ['POST', /^queue\/dead\//, () => jobs((this.jobs = this.jobs.filter((each) => !body.ids.includes(each.id))) && body.ids.length)],
      ['GET', /^queue\/schedules$/, () => json(200, { schedules: this.schedules })],
      ['PUT', /^queue\/schedules\//, () => {
        const kept = this.schedules.filter(({ name }) => name !== id);
        this.schedules = [{ name: id, ...body, nextAt: ago(-3_600) }, ...kept];
        return json(200, { schedules: this.schedules });
      }],
      ['DELETE', /^queue\/schedules\//, () => ended('schedules', ({ name }) => name === id)],
      ['PUT', /^queue\/limits$/, () => json(200, { ...this.queue, limits: (this.limits = [...this.limits, body]) })],
      ['DELETE', /^streams\//, () => ended('streams', ({ download }) => download.streamId === id)],
      ['GET', /^yt-dlp$/, () => json(200, this.versions)],
      ['POST', /^yt-dlp\/check$/, () => json(202, (this.versions = { ...this.versions, problem: 'The source does not answer.' }))],
      ['POST', /^yt-dlp\/rollback$/, () => json(202, (this.versions = { ...this.versions, inUse: '2026.11.20', held: undefined }))],
      ['POST', /^yt-dlp\/use\//, () => json(202, (this.versions = { ...this.versions, inUse: id, held: id }))],
      ['POST', /^yt-dlp\/forget\//, () => json(202, (this.versions = { ...this.versions, versions: this.versions.versions.filter((each) => each.version !== id) }))],
      ['GET', /^webhooks$/, () => json(200, { webhooks: this.hooks })],
      ['GET', /^webhooks\/deliveries$/, () => json(200, { deliveries: this.deliveries })],
      ['POST', /^webhooks\/test$/, () => json(202, { id: 'w9' })],
      ['POST', /^webhooks\/enable$/, () => gone((this.hooks = this.hooks.map(({ name, origin, events }) => ({ name, origin, events }))))],
      ['POST', /^webhooks\/retry$/, () => json(200, { deliveries: (this.deliveries = this.deliveries.map((each) => ({ ...each, state: 'waiting' }))).length })],
      ['GET', /^users$/, () => json(200, { users: this.users.filter(({ name }) => name.startsWith(searchParams.get('search') ?? '')) })],
      ['POST', /^users\/\w+\/reset$/, () => json(201, { link: '/account?reset=r1', expiresAt: ago(-86_400) })],
      ['PATCH', /^users\//, () => {
        this.users = this.users.map((each) => (each.id === id ? { ...each, ...body } : each));
        return json(200, this.users.find((each) => each.id === id));
      }],
      ['DELETE', /^users\//, () => ended('users')],
      ['GET', /^invites$/, () => json(200, { invites: this.invites })],
      ['POST', /^invites$/, () => {
        const made = { id: 'abcdefghijkl', tier: body.tier, createdAt: ago(0), expiresAt: ago(-86_400 * body.days) };
        this.invites = [made, ...this.invites];
        return json(201, { ...made, ticket: 't1' });
      }],
      ['DELETE', /^invites\//, () => ended('invites')],
    ];
    const [, , act] = routes.find(([method, pattern]) => method === request.method && pattern.test(path)) ?? [];
    return act ? act() : this.mock.problem(response, 404, 'not-found', 'Not in the script.');
  }
}

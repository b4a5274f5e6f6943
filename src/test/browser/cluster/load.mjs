// What people do all the while: downloads with curl, analyses that are watched, one's own downloads
// watched from elsewhere. Everything that was begun is seen to its end.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { SIZE, sumOf } from './origin.mjs';
import { pause } from './stage.mjs';

const RATE = '1500k';
const BUFFERED = 8_000;
const DOWNLOAD_WITHIN = 150_000;
const DOWNLOADERS = [1, 2, 3];
export const PASSWORD = 'sông hương buổi sớm mai';

/** What a browser would send back. */
export const cookieOf = (set) => set.map((cookie) => cookie.split(';')[0]).join('; ');

export class Load {
  constructor(stage, report) {
    this.stage = stage;
    this.report = report;
    this.over = false;
    this.running = [];
    this.count = 0;
    this.jobs = new Map();
    this.ends = new Map();
    this.told = new Set();
    this.cookies = new Map();
    this.settled = false;
  }

  /** A page that nobody has asked for. */
  page(after = 0, kind = 'v') {
    const name = `${kind}-${process.pid}-${this.count++}`;
    return { name, url: `${this.stage.origin}/watch/${name}?after=${after}` };
  }

  client(address) {
    return new Client(() => this.stage.url, address);
  }

  /** Does it again and again until the end; an error is a failure of the cluster. */
  begin(what, step) {
    const loop = async () => {
      while (!this.over) {
        try {
          await step();
        } catch (error) {
          if (this.stage.stopped) return;
          this.report.bad(what, error.message);
          await pause(500);
        }
      }
    };
    this.running.push(loop());
  }

  /** Makes accounts for those who download: guests cannot watch what is theirs. */
  async register() {
    for (const who of DOWNLOADERS) {
      const person = { name: `person${who}`, password: PASSWORD };
      const client = this.from(`127.0.1.${who}`);
      const { cookies } = await client.ask('POST', '/api/auth/register', person, 30_000);
      this.cookies.set(`127.0.1.${who}`, cookieOf(cookies));
    }
  }

  start() {
    for (const who of DOWNLOADERS) this.begin('downloads', () => this.download(`127.0.1.${who}`));
    this.begin('analyses', () => this.analyse('127.0.2.1').then(() => pause(500)));
    this.watching = DOWNLOADERS.map((who) => this.watchOwn(`127.0.1.${who}`));
  }

  /** Lets everything come to its end. */
  async finish() {
    this.over = true;
    await Promise.all(this.running);
    this.settled = true;
    await Promise.all(this.watching);
    for (const [id, { at }] of this.ends) {
      if (this.told.has(id)) this.report.good('own downloads told', 'seen elsewhere');
      // Nobody can tell of the end of a stream whose node died with it, or cut it off when its last
      // bytes were in the kernel's buffers, which curl takes its time for.
      else if (this.stage.died.some((time) => at > time - 2_000 && at < time + BUFFERED)) continue;
      else this.report.bad('own downloads told', `the end of ${id.slice(0, 8)} was not`);
    }
  }

  async download(address) {
    const { name, url } = this.page(500);
    const { streamUrl, token } = await this.from(address).link(url);
    const file = join(this.stage.folder, `${name}.mp4`);
    const runs = await this.curl(address, streamUrl, file);
    const sum = createHash('sha256').update(await readFile(file)).digest('hex');
    await rm(file);
    if (sum !== sumOf(name)) throw new Error(`${name} is another file`);
    this.report.good('downloads', runs > 1 ? 'resumed' : 'in one go');
    this.ends.set(createHash('sha256').update(token).digest('hex'), { whose: address, at: Date.now() });
    await this.from(address).ask('DELETE', `/api/streaming/token/${token}`);
  }

  /** Asks the nodes in turn, in the name of that address, as the proxy would. */
  from(address) {
    const pick = () => {
      const up = this.stage.up();
      return up.length > 0 ? up[this.count++ % up.length].url : this.stage.url;
    };
    const client = new Client(pick, address);
    const cookie = this.cookies.get(address);
    if (cookie) client.headers.Cookie = cookie;
    return client;
  }

  /** `curl -C -` until the file is whole; gives how many runs that took. */
  async curl(address, path, file) {
    const url = this.stage.url + path;
    const args = `--disable --noproxy * --silent --fail --limit-rate ${RATE} --speed-limit 1 --speed-time 8`;
    for (let runs = 1, end = Date.now() + DOWNLOAD_WITHIN; Date.now() < end; runs++) {
      const child = spawn('curl', [
        ...`${args} --connect-timeout 5 --interface ${address} -C -`.split(' '),
        '--output', file, url,
      ]);
      const [code] = await once(child, 'exit');
      const { size } = await stat(file).catch(() => ({ size: 0 }));
      if (size === SIZE) return runs;
      if (code === 0) throw new Error(`curl took ${size} bytes for a whole file`);
      await pause(500);
    }
    throw new Error(`${path.slice(0, 30)} did not come in ${DOWNLOAD_WITHIN} ms`);
  }

  /** One's own downloads, seen from another device: whatever comes whole must be told. */
  async watchOwn(address) {
    const own = () => [...this.ends].filter(([, end]) => end.whose === address);
    const missing = () => own().filter(([id]) => !this.told.has(id)).length;
    let deadline = Infinity;
    await this.from(address).follow(
      '/api/events',
      (_, download) => {
        if (download.outcome === 'complete') this.told.add(download.linkId);
        return this.settled && missing() === 0;
      },
      () => {
        if (this.settled) deadline = Math.min(deadline, Date.now() + 40_000);
        return (this.settled && missing() === 0) || Date.now() > deadline;
      },
    );
  }

  /** An analysis that takes a while, watched to its end. */
  async analyse(address) {
    const client = this.client(address);
    const { url } = this.page(1500);
    const { requestId } = await client.get('POST', '/api/streaming/analyze', { url });
    let before = 0;
    let state = 'lost';
    let problem;
    const deadline = Date.now() + 150_000;
    await client.follow(
      `/api/streaming/analyze/${requestId}/events`,
      (_, analysis, id) => {
        if (Number(id) !== 1 && Number(id) !== before + 1) {
          this.report.bad('events of analyses', `${before} was followed by ${id}`);
        }
        before = Number(id);
        ({ state, problem } = analysis);
        return state !== 'queued' && state !== 'active';
      },
      () => Date.now() > deadline,
    );
    this.jobs.set(requestId, state);
    if (state !== 'completed') throw new Error(`${requestId} is ${state} ${problem?.code ?? ''}`);
    this.report.good('analyses', 'watched to the end');
  }
}

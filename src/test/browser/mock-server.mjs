// A fake of the API for the states of the page that a real server cannot be put into on demand.
// It serves the real webroot with the security fields of the real server.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MockOperators } from './mock-operators.mjs';
import { MockPeople } from './mock-people.mjs';
import { sheetOf, sound } from './pictures.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "media-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types shell";
const WORKER_CSP = "default-src 'none'; connect-src 'self'";

/** An open list of events that can be followed by many and from the start. */
class Feed {
  constructor(name) {
    this.name = name;
    this.past = [];
    this.followers = new Set();
    this.opened = 0;
  }

  send(data) {
    this.past.push(data);
    for (const response of this.followers) this.write(response, data);
  }

  write(response, data) {
    response.write(`event: ${this.name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  follow(response) {
    this.opened++;
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': hello\n\n');
    if (this.past.length > 0) this.write(response, this.past.at(-1));
    this.followers.add(response);
    response.on('close', () => this.followers.delete(response));
  }

  /** Breaks every connection, as a lost network does. */
  drop() {
    for (const response of this.followers) response.destroy();
  }
}

/** Starts the fake. `script` decides what each request meets. */
export async function startMock() {
  const mock = new Mock();
  mock.server.listen(0, '127.0.0.1');
  await new Promise((resolve) => mock.server.once('listening', resolve));
  mock.url = `http://127.0.0.1:${mock.server.address().port}/`;
  return mock;
}

class Mock {
  constructor() {
    this.server = createServer((request, response) =>
      this.answer(request, response).catch((error) => response.destroy(error)),
    );
    this.people = new MockPeople(this);
    this.operators = new MockOperators(this);
    this.reset();
  }

  /** Forgets everything; the next test starts clean. */
  reset() {
    this.requests = [];
    this.people.reset();
    this.operators.reset();
    this.analyses = new Map();
    this.tokens = new Map();
    this.analyzeAnswer = null;
    this.tokenAnswers = [];
    this.plansWhole = false;
    this.eventsBroken = false;
    this.sheetsBroken = false;
    this.down = false;
    this.streamed = 'bytes';
    this.openapi = null;
    this.release = '0123456789ab';
    this.missing = null;
    this.issued = 0;
    this.usage = { tokens: 1, tokensLimit: 5, hour: 1, hourLimit: 20, day: 3, dayLimit: 10 };
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Scripts the analysis of an address; `states` are what it goes through at once. */
  script(url, ...states) {
    const requestId = `mock${String(this.analyses.size).padStart(22, '0')}`;
    const feed = new Feed('analysis');
    const analysis = { url, requestId, feed, left: false };
    analysis.now = { requestId, url, attempt: 1, submittedAt: new Date().toISOString(), state: 'queued' };
    analysis.become = (changes) => {
      const { ...kept } = analysis.now;
      analysis.now = { ...kept, ...changes };
      feed.send(analysis.now);
    };
    this.analyses.set(requestId, analysis);
    for (const state of states) analysis.become(state);
    return analysis;
  }

  problem(response, status, code, detail, headers = {}) {
    response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
    response.end(
      JSON.stringify({ type: `/docs#problem-${code}`, title: `Title of ${code}`, status, detail, code }),
    );
  }

  json(response, status, body) {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify(body));
  }

  async answer(request, response) {
    const { pathname, search } = new URL(request.url, 'http://mock');
    const body = await new Promise((resolve) => {
      let text = '';
      request.on('data', (part) => (text += part));
      request.on('end', () => resolve(text && JSON.parse(text)));
    });
    this.requests.push({ method: request.method, path: pathname, search, body, headers: request.headers });
    if (this.down) return request.socket.destroy();
    if (this.people.answer(request, pathname, body, response)) return undefined;
    if (pathname.startsWith('/api/admin/')) return this.operators.answer(request, body, response);
    if (pathname.startsWith('/api/streaming/analyze')) {
      return this.analyze(request.method, pathname.split('/').slice(4), body, response);
    }
    if (pathname.startsWith('/api/streaming/token')) {
      return this.token(request.method, pathname.split('/').slice(4), body, response);
    }
    if (pathname === '/api/streaming/plan') {
      // Of a whole video only a test that says so is told more than the analysis has said.
      if (!body.clip && !this.plansWhole) {
        return this.problem(response, 503, 'unavailable', 'Not in the script.');
      }
      return this.json(response, 200, {
        ...{ fileName: 'Mùa xuân.mp4', mediaType: 'video/mp4', lane: 'exact-mux' },
        ...{ size: { bytes: 4_567_000, kind: 'exact' }, resumable: true },
      });
    }
    if (pathname.startsWith('/api/streaming/stream/')) {
      return this.stream(pathname.split('/')[4], response);
    }
    return this.file(pathname, response);
  }

  async analyze(method, [id, tail, sheet], body, response) {
    if (!id) {
      if (this.analyzeAnswer) return this.analyzeAnswer(response);
      const found = [...this.analyses.values()].find((each) => each.url === body.url);
      if (!found) return this.problem(response, 400, 'invalid-url', 'Not in the script.');
      return this.json(response, 202, found.now);
    }
    const analysis = this.analyses.get(id);
    if (!analysis) return this.problem(response, 404, 'analysis-not-found', 'Not known.');
    if (tail === 'events') {
      if (this.eventsBroken) return this.problem(response, 406, 'not-acceptable', 'No events.');
      return analysis.feed.follow(response);
    }
    if (tail === 'storyboard') {
      if (this.sheetsBroken) return this.problem(response, 502, 'site-failed', 'No picture.');
      response.writeHead(200, { 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=3600' });
      return response.end(sheetOf(analysis.now.result.media.storyboard, Number(sheet)));
    }
    if (tail === 'thumbnail') return this.problem(response, 502, 'site-failed', 'No picture.');
    if (method === 'DELETE') analysis.left = true;
    return this.json(response, 200, analysis.now);
  }

  issue(request) {
    const token = `token-${++this.issued}`;
    const issued = {
      token,
      streamUrl: `/api/streaming/stream/${token}`,
      eventsUrl: `/api/streaming/token/${token}/events`,
      expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
      fileName: 'Mùa xuân.mp4',
      mediaType: 'video/mp4',
      lane: 'direct',
      size: { bytes: 34_200_000, kind: 'exact' },
      resumable: true,
      usage: { ...this.usage, dayResetsAt: '2026-11-23T00:00:00.000Z' },
      ...request.answer,
    };
    const feed = new Feed('progress');
    const at = Date.now();
    const progress = (position, more = {}) =>
      feed.send({
        ...{ streamId: `s-${token}`, lane: 'direct', total: 34_200_000, position },
        at: new Date(at).toISOString(),
        ...more,
      });
    const record = { ...issued, feed, progress, request, revoked: false, started: at };
    this.tokens.set(token, record);
    return issued;
  }

  async token(_method, [token, tail], body, response) {
    if (!token) {
      const scripted = this.tokenAnswers.shift();
      if (typeof scripted === 'function') return scripted(response);
      return this.json(response, 201, this.issue({ ...body, answer: scripted }));
    }
    const record = this.tokens.get(token);
    if (!record) return this.problem(response, 404, 'token-not-found', 'Not known.');
    if (tail === 'events') return record.feed.follow(response);
    if (tail === 'refresh') {
      record.revoked = true;
      return this.json(response, 201, this.issue(record.request));
    }
    record.revoked = true;
    response.writeHead(204);
    return response.end();
  }

  stream(token, response) {
    const record = this.tokens.get(token);
    if (!record) return this.problem(response, 404, 'token-not-found', 'Not known.');
    response.writeHead(200, {
      'Content-Type': this.streamed === 'sound' ? 'audio/wav' : record.mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(record.fileName)}`,
    });
    record.response = response;
    return response.end(this.streamed === 'sound' ? sound() : 'the bytes');
  }

  async file(asked, response) {
    const pathname = asked.replace(/^\/v\/[0-9a-f]{12}(?=\/)/, '');
    const named = pathname === '/' ? 'index.html' : pathname.replace(/^\/[a-z]+$/, '$&.html');
    const path =
      pathname === '/openapi.json'
        ? (this.openapi ?? join(ROOT, 'src/main/resources/openapi.json'))
        : join(ROOT, 'webroot', normalize(named));
    const content = await readFile(path).catch(() => null);
    if (!content || asked === this.missing) return this.problem(response, 404, 'not-found', 'No such file.');
    const type = extname(path);
    response.writeHead(200, {
      'Content-Type': TYPES[type] ?? 'application/octet-stream',
      'Content-Security-Policy': pathname === '/sw.js' ? WORKER_CSP : CSP,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    });
    return response.end(type === '.html' ? this.released(content.toString()) : content);
  }

  /** A page names its files by the release, as the real server has it. */
  released(page) {
    return page.replace(/(?<=(?:href|src)=")(?=\/(?:css|js|vendor)\/)/g, `/v/${this.release}`);
  }
}

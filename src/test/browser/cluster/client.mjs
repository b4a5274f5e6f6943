// One person at the cluster, as a careful program is: it comes again when it is told to, or when
// nobody answers, and never takes half an answer for a whole one.
import { pause } from './stage.mjs';

const ANSWER_WITHIN = 8_000;
const PATIENCE = 150_000;
const AGAIN = new Set([500, 502, 503, 504]);

/** Counts what everybody met on the way. */
export const met = { refused: 0, silent: 0, broken: 0 };

export class Client {
  /** `address` is the person's, which the proxy would tell. */
  constructor(base, address) {
    this.base = base;
    this.headers = { 'X-Forwarded-For': address };
  }

  /** The same person at one node. */
  at(node) {
    return new Client(() => node.url, this.headers['X-Forwarded-For']);
  }

  /** One try. Gives `{ status, body }`. */
  async once(method, path, body, within = ANSWER_WITHIN) {
    const answer = await fetch(this.base() + path, {
      method,
      headers: { ...this.headers, ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(within),
    });
    const text = await answer.text();
    const json = answer.headers.get('Content-Type')?.includes('json');
    const cookies = answer.headers.getSetCookie();
    return { status: answer.status, cookies, body: json && text ? JSON.parse(text) : null };
  }

  /** Tries until there is an answer that is not "come again". */
  async ask(method, path, body, within) {
    for (const end = Date.now() + PATIENCE; ; await pause(400)) {
      const answer = await this.once(method, path, body, within).catch(() => null);
      if (answer && !AGAIN.has(answer.status)) return answer;
      met[answer ? 'refused' : 'silent']++;
      if (Date.now() > end) throw new Error(`no answer to ${method} ${path} for ${PATIENCE} ms`);
    }
  }

  /** The body of an answer that must be a success. */
  async get(method, path, body, within) {
    const answer = await this.ask(method, path, body, within);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  /** Waits for the end of an analysis. */
  async ended(id) {
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      const { state } = await this.get('GET', `/api/streaming/analyze/${id}?wait=5`);
      if (state !== 'queued' && state !== 'active') return state;
    }
    return 'lost';
  }

  /** A link to the best form of a page. */
  async link(url) {
    const { requestId } = await this.get('POST', '/api/streaming/analyze', { url });
    const state = await this.ended(requestId);
    if (state !== 'completed') throw new Error(`the analysis of ${url} is ${state}`);
    return this.get('POST', '/api/streaming/token', { requestId, preset: 'best' });
  }

  /**
   * Reads Server-Sent Events until `onEvent` says that it is enough, and comes back with the last
   * id whenever they end.
   */
  async follow(path, onEvent, over) {
    let last = null;
    while (!over()) {
      const connection = new AbortController();
      // Heartbeats come each 15 s: silence is a node that hangs.
      let silence = setTimeout(() => connection.abort(), 10_000);
      try {
        const answer = await fetch(this.base() + path, {
          headers: { ...this.headers, Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) },
          signal: connection.signal,
        });
        if (answer.status !== 200) throw new Error(`${answer.status}`);
        let text = '';
        for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
          clearTimeout(silence);
          silence = setTimeout(() => connection.abort(), 20_000);
          const events = (text + part).split('\n\n');
          text = events.pop();
          for (const event of events) {
            const field = (name) => event.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1];
            last = field('id') ?? last;
            const data = field('data');
            if (data && onEvent(field('event'), JSON.parse(data), field('id'))) return;
          }
          if (over()) return;
        }
      } catch {
        met.broken++;
      } finally {
        clearTimeout(silence);
        connection.abort();
      }
      await pause(300);
    }
  }
}

import { Problem, problemOf } from './api.js';
import { renewLogin } from './base.js';

// The server writes a comment each 15 seconds.
const SILENT = 40_000;
const PAUSES = [1_000, 2_000, 5_000, 10_000, 20_000];
/** A server that ends what was open is restarted, and most often there again within so long. */
const RESTARTED_WITHIN = 120_000;

/** Reads Server-Sent Events out of pieces of text; `take` is told `{event, data, id}` of each. */
export function createReader(take) {
  let rest = '';
  /** @type {{event: string, data: string[], id: string?}} */
  let event = { event: 'message', data: [], id: null };

  function line(text) {
    const [, name, value] = text.match(/^([^:]*):? ?(.*)$/s) ?? [];
    if (text === '') {
      if (event.data.length > 0) take({ ...event, data: event.data.join('\n') });
      event = { event: 'message', data: [], id: event.id };
    } else if (name === 'data') event.data.push(value);
    else if (name === 'event' || name === 'id') event[name] = value;
  }

  return (piece) => {
    const lines = (rest + piece).split(/\r?\n/);
    rest = /** @type {string} */ (lines.pop());
    lines.forEach(line);
  };
}

/** Resolves after `ms`, or sooner when the browser has a network again. */
function pause(ms) {
  return new Promise((done) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener('online', over);
      done(null);
    };
    const timer = setTimeout(over, ms);
    addEventListener('online', over);
  });
}

/**
 * Follows Server-Sent Events for as long as the page lives, and says at each return what it heard
 * last, so that it is told what it missed. Unlike `EventSource` it knows why it was refused, and
 * goes on with a login. Tells `onEvent`; `onOpen` each time it is connected; `onLost` whether the
 * server is `restarting`, has answered that it is too `busy`, or is `lost`; `onRefused` when coming
 * again does not help. Returns what ends it.
 */
export function follow(path, { onEvent, onOpen, onLost, onRefused }) {
  let over = false;
  let heard = null;
  let failures = 0;
  // When the server itself ended it; 0 while that is not so.
  let ended = 0;
  let connection = new AbortController();

  const take = (event) => {
    heard = event.id ?? heard;
    if (!over) onEvent(event.event, JSON.parse(event.data));
  };

  // Whatever comes, a comment too, says that the way is open.
  async function read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    const push = createReader(take);
    for (;;) {
      const silence = setTimeout(() => connection.abort(), SILENT);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      push(value);
    }
  }

  async function connect() {
    connection = new AbortController();
    const headers = { Accept: 'text/event-stream', ...(heard && { 'Last-Event-ID': heard }) };
    const answer = await fetch(path, { headers, signal: connection.signal, cache: 'no-store' });
    if (!answer.ok) throw await problemOf(answer);
    failures = 0;
    ended = 0;
    onOpen();
    await read(answer.body);
  }

  function why(problem) {
    if (!problem) ended ||= Date.now();
    if (Date.now() - ended < RESTARTED_WITHIN) return 'restarting';
    return problem instanceof Problem ? 'busy' : 'lost';
  }

  const isFinal = (problem) => problem instanceof Problem && problem.status < 500 && problem.status !== 429;

  async function run() {
    while (!over) {
      let problem = null;
      try {
        await connect();
      } catch (thrown) {
        problem = thrown;
      }
      if (over) return;
      if (problem?.code === 'credential-ended' && failures++ === 0 && (await renewLogin())) continue;
      if (isFinal(problem)) return void onRefused(problem);
      onLost(why(problem));
      const wait = PAUSES[Math.min(failures++, PAUSES.length - 1)];
      await pause(Math.max(wait, (problem?.retryAfterSeconds ?? 0) * 1000));
    }
  }

  run();
  return () => {
    over = true;
    connection.abort();
  };
}

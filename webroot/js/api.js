import { renewLogin } from './base.js';

/** @typedef {import('./contract-types.js').components['schemas']} Schemas */
/** @typedef {Schemas['Analysis']} Analysis */
/** @typedef {Schemas['Issued']} Issued */

/** A problem of the API (RFC 9457), or one of the way there (`connection-lost`). */
export class Problem extends Error {
  /** @param {{code: string, retryAfterSeconds?: number} & Partial<Schemas['Problem']>} problem */
  constructor({ code, status, title, detail, retryAfterSeconds, field }) {
    super(detail ?? title ?? code);
    this.code = code;
    /** Of the answer; 0 when there was none. */
    this.status = status ?? 0;
    this.title = title;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
    this.field = field;
  }
}

const ANSWER_WITHIN = 25_000;
/** The server may have to ask the sites of many videos. */
const ARCHIVE_WITHIN = 65_000;

/** @typedef {{body?: object, within?: number, keepalive?: boolean}} Options */

/**
 * Asks the API. A login whose quarter of an hour is over is gone on with.
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 */
export async function call(method, path, options) {
  try {
    return await once(method, path, options);
  } catch (problem) {
    if (problem.code !== 'credential-ended') throw problem;
    await renewLogin();
    return once(method, path, options);
  }
}

/** @type {(method: string, path: string, options?: Options) => Promise<any>} */
async function once(method, path, { body, within = ANSWER_WITHIN, keepalive = false } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      keepalive,
      method,
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(within),
      cache: 'no-store',
    });
  } catch {
    throw new Problem({ code: 'connection-lost' });
  }
  if (!answer.ok) throw await problemOf(answer);
  try {
    const text = await answer.text();
    return text === '' ? null : JSON.parse(text);
  } catch {
    throw new Problem({ code: 'connection-lost' });
  }
}

/** What an answer says went wrong. */
export async function problemOf(answer) {
  const told = await answer.json().catch(() => ({}));
  const header = answer.headers.get('Retry-After');
  return new Problem({
    ...told,
    status: answer.status,
    code: told.code ?? (answer.status >= 502 ? 'unavailable' : 'internal'),
    retryAfterSeconds: told.retryAfterSeconds ?? secondsUntil(header),
  });
}

// RFC 9110 section 10.2.3: a number of seconds, or a date.
function secondsUntil(retryAfter) {
  if (!retryAfter) return undefined;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

const analyses = '/api/streaming/analyze';
const tokens = '/api/streaming/token';
/** As a part of a path. */
export const named = (name) => encodeURIComponent(name);

export const api = {
  /** @returns {Promise<Analysis>} */
  analyze: (url) => call('POST', analyses, { body: { url } }),
  /** @returns {Promise<Analysis>} */
  look: (id, wait) =>
    call('GET', `${analyses}/${named(id)}?wait=${wait}`, { within: ANSWER_WITHIN + wait * 1000 }),
  thumbnailOf: (id) => `${analyses}/${named(id)}/thumbnail`,
  sheetOf: (id, n) => `${analyses}/${named(id)}/storyboard/${n}`,
  leave: (id) => call('DELETE', `${analyses}/${named(id)}`),
  eventsOf: (id) => `${analyses}/${named(id)}/events`,
  /**
   * @param {Schemas['TokenRequest']} request
   * @returns {Promise<Issued>}
   */
  issue: (request) =>
    call('POST', tokens, {
      body: request,
      within: request.archive ? ARCHIVE_WITHIN : ANSWER_WITHIN,
    }),
  /**
   * @param {Schemas['PlanRequest']} request
   * @returns {Promise<Schemas['Planned']>}
   */
  plan: (request) => call('POST', '/api/streaming/plan', { body: request }),
  /** @returns {Promise<Issued>} */
  refresh: (token) => call('POST', `${tokens}/${named(token)}/refresh`),
  /** Also while the page goes away. */
  revoke: (token) => call('DELETE', `${tokens}/${named(token)}`, { keepalive: true }),
};

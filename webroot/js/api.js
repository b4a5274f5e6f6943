/** @typedef {import('./contract-types.js').components['schemas']} Schemas */
/** @typedef {Schemas['Analysis']} Analysis */
/** @typedef {Schemas['Issued']} Issued */

/** A problem of the API (RFC 9457), or one of the way there (`connection-lost`). */
export class Problem extends Error {
  /** @param {{code: string, retryAfterSeconds?: number} & Partial<Schemas['Problem']>} problem */
  constructor({ code, title, detail, retryAfterSeconds, field }) {
    super(detail ?? title ?? code);
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
    this.field = field;
  }
}

const ANSWER_WITHIN = 25_000;
/** The server may have to ask the sites of many videos. */
const ARCHIVE_WITHIN = 65_000;

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: object, within?: number}} [options]
 */
async function call(method, path, { body, within = ANSWER_WITHIN } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
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
  if (answer.status === 204) return null;
  return answer.json().catch(() => {
    throw new Problem({ code: 'connection-lost' });
  });
}

async function problemOf(answer) {
  const told = await answer.json().catch(() => ({}));
  const header = answer.headers.get('Retry-After');
  return new Problem({
    ...told,
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
const named = (name) => encodeURIComponent(name);

export const api = {
  /** @returns {Promise<Analysis>} */
  analyze: (url) => call('POST', analyses, { body: { url } }),
  /** @returns {Promise<Analysis>} */
  look: (id, wait) =>
    call('GET', `${analyses}/${named(id)}?wait=${wait}`, { within: ANSWER_WITHIN + wait * 1000 }),
  thumbnailOf: (id) => `${analyses}/${named(id)}/thumbnail`,
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
  revoke: (token) => call('DELETE', `${tokens}/${named(token)}`),
};

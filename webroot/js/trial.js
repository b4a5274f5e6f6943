// Requests that are made by hand on the API's page, and their answers. What comes back is text.
import { createStore, renewLogin } from './base.js';
import { bodySchema, FORM, resolve, sample, takesForm } from './contract.js';

/** An API key to send instead of the login; kept nowhere but here. */
export const key = createStore('');

/** What answers have named, `requestId` and the like: the next request is likely to be about it. */
export const named = createStore(/** @type {Record<string, string>} */ ({}));
const NAMES = ['requestId', 'token', 'streamId'];

/** So much of a body is read and shown, in bytes; the rest is not asked for. */
export const MOST = 64_000;
const ANSWER_WITHIN = 70_000;

// A page cannot set these: the browser does.
const OF_THE_BROWSER = ['user-agent', 'cookie', 'host'];

/** The parameters that a person may fill in. */
export const fieldsOf = ({ parameters }) =>
  parameters.filter(({ in: where, name }) => where !== 'header' || !OF_THE_BROWSER.includes(name.toLowerCase()));

/** A body to begin with, or null where the operation has none. */
export function bodyOf(contract, operation) {
  const schema = bodySchema(operation);
  return schema ? JSON.stringify(sample(contract, schema), null, 2) : null;
}

/** The values that a parameter may have, where they are few. */
export function choicesOf(contract, { schema }) {
  const { enum: values, type } = resolve(contract, schema) ?? {};
  return type === 'boolean' ? ['true', 'false'] : (values ?? null);
}

/** The request that `values` fill in: what `fetch` takes. Throws what JSON has against the body. */
export function requestOf(operation, values, body) {
  const headers = new Headers();
  const query = new URLSearchParams();
  let { path } = operation;
  for (const { in: where, name } of fieldsOf(operation)) {
    const value = values[name] ?? '';
    if (value === '') continue;
    if (where === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    if (where === 'query') query.append(name, value);
    if (where === 'header') headers.set(name, value);
  }
  let sent = body;
  if (body !== null) {
    const form = takesForm(operation);
    const fields = JSON.parse(body);
    if (form) sent = new URLSearchParams(fields).toString();
    headers.set('Content-Type', form ? FORM : 'application/json');
  }
  const asked = query.toString();
  return { method: operation.method, path: asked ? `${path}?${asked}` : path, headers, body: sent };
}

function ask({ method, path, headers, body }, signal) {
  const sent = new Headers(headers);
  if (key.value) sent.set('X-API-Key', key.value);
  return fetch(path, {
    ...{ method, body, signal, headers: sent, cache: 'no-store', redirect: 'manual' },
    credentials: key.value ? 'omit' : 'same-origin',
  });
}

const isText = (type) => /^(text\/|application\/(json|[\w.-]+\+json))/.test(type);

function note(text) {
  try {
    const told = JSON.parse(text);
    const found = NAMES.filter((name) => typeof told[name] === 'string');
    named.patch(Object.fromEntries(found.map((name) => [name, told[name]])));
    return JSON.stringify(told, null, 2);
  } catch {
    return text;
  }
}

/** Reads the body up to the bound; `tell` hears what there is so far. */
async function read(answer, type, tell) {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return tell({ size, text: note(text), over: true });
    const part = value.subarray(0, MOST - size);
    size += part.length;
    if (isText(type)) text += decoder.decode(part, { stream: true });
    if (size >= MOST) {
      await reader.cancel();
      return tell({ size, text, over: true, cut: true });
    }
    tell({ size, text });
  }
}

/**
 * Sends it and tells what comes back, part by part: `status` (0 for a redirection, of which a page
 * is told no more), `headers`, `took` in ms, `size` and `text` of the body, `cut` when there is more.
 * @param {{method: string, path: string, headers: Headers, body: string?}} request
 * @param {AbortSignal} signal
 * @param {(changes: object) => void} tell
 */
export async function send(request, signal, tell) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('late')), ANSWER_WITHIN);
  const either = AbortSignal.any([signal, late.signal]);
  const began = performance.now();
  try {
    let answer = await ask(request, either);
    if (answer.status === 401 && !key.value && (await renewLogin())) answer = await ask(request, either);
    const type = answer.headers.get('Content-Type') ?? '';
    const took = Math.round(performance.now() - began);
    tell({ status: answer.status, type, took, headers: [...answer.headers], shown: isText(type) });
    // What is followed goes on until it is stopped.
    if (type.startsWith('text/event-stream')) clearTimeout(timer);
    await read(answer, type, tell);
  } catch {
    tell({ over: true, broken: !signal.aborted });
  } finally {
    clearTimeout(timer);
  }
}

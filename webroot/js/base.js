// What every page stands on: values that are watched, what the browser remembers, texts, who one is.
import { useLayoutEffect, useReducer } from '../vendor/htm-preact.js';

/** A value that others can watch. */
export function createStore(initial) {
  let value = initial;
  const watchers = new Set();
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      for (const watcher of [...watchers]) watcher(next);
    },
    patch(changes) {
      this.set({ ...value, ...changes });
    },
    subscribe(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The store's value; the component is drawn again when it changes. */
export function useStore(store) {
  const [, redraw] = useReducer((count, _) => count + 1, 0);
  const drawn = store.value;
  useLayoutEffect(() => {
    // It may have changed between drawing and here.
    if (store.value !== drawn) redraw(null);
    return store.subscribe(redraw);
  }, [store]);
  return drawn;
}

// What the browser remembers between visits. Storage can be switched off: then nothing is kept.

export function recall(name) {
  try {
    return localStorage.getItem(`tvn.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(`tvn.${name}`);
    else localStorage.setItem(`tvn.${name}`, value);
  } catch {
    // Not kept; the page works all the same.
  }
}

export const LANGUAGES = ['vi', 'en'];

/** The language on the page; watch it to be drawn again after a change. */
export const language = createStore('en');

const texts = new Map();

function preferred() {
  const kept = recall('language');
  if (kept && LANGUAGES.includes(kept)) return kept;
  const wanted = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2));
  return wanted.find((tag) => LANGUAGES.includes(tag)) ?? 'en';
}

async function load(code) {
  if (texts.has(code)) return;
  const answer = await fetch(new URL(`../i18n/${code}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`texts of ${code}: ${answer.status}`);
  texts.set(code, await answer.json());
}

// Once it is installed, the app has its name in the language of the page.
function nameApp(code) {
  const link = document.querySelector('link[rel=manifest]') ?? document.createElement('link');
  link.setAttribute('rel', 'manifest');
  link.setAttribute('href', `/${code}.webmanifest`);
  document.head.append(link);
}

async function use(code) {
  await load(code);
  document.documentElement.lang = code;
  nameApp(code);
  language.set(code);
}

/** Loads the texts of the language that was chosen before, or that the browser asks for. */
export function startLanguage() {
  return use(preferred());
}

/** Changes the language for now and for later visits. */
export async function changeLanguage(code) {
  await use(code);
  remember('language', code);
}

/** Whether there is a text of that name. */
export function has(key) {
  return Object.hasOwn(texts.get(language.value) ?? {}, key);
}

/** The text of that name, with `{name}` replaced. */
export function t(key, values = {}) {
  const text = texts.get(language.value)?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The text for that many things: `key.one`, `key.other`. */
export function plural(key, n, values = {}) {
  const form = new Intl.PluralRules(language.value).select(n);
  const exact = `${key}.${form}`;
  return t(has(exact) ? exact : `${key}.other`, { n: number(n), ...values });
}

/** 2 is "2nd" in English. */
export function ordinal(n) {
  const form = new Intl.PluralRules(language.value, { type: 'ordinal' }).select(n);
  return t(`ordinal.${form}`, { n });
}

export function number(n, options) {
  return new Intl.NumberFormat(language.value, options).format(n);
}

// This page's own: it is the way to the server that failed.
const NOT_OF_THE_API = 'connection-lost';

/** The codes of the API's problems that there are texts for. */
export function problemCodes() {
  return Object.keys(texts.get(language.value))
    .map((key) => key.match(/^problem\.([a-z-]+)\.do$/)?.[1])
    .filter((code) => code && code !== NOT_OF_THE_API);
}

/**
 * Who one is, as `/api/auth/me` says, or null while that is not known.
 * @typedef {import('./contract-types.js').components['schemas']['Me']} Me
 */
export const me = createStore(/** @type {Me?} */ (null));
/** The problem for which that is not known, or null. */
export const meProblem = createStore(null);

const ask = (method, path) =>
  fetch(path, { method, cache: 'no-store', signal: AbortSignal.timeout(20_000) });

let renewing = null;

/**
 * Goes on with a login whose quarter of an hour is over; tells whether it holds. When two windows
 * ask at once, one of them is told so (409), and has the other's cookies.
 */
export function renewLogin() {
  renewing ??= ask('POST', '/api/auth/refresh')
    .then(({ ok, status }) => ok || status === 409)
    .catch(() => false)
    .finally(() => (renewing = null));
  return renewing;
}

/** Asks anew who one is. What cannot be asked stays as it is. */
export async function learnMe() {
  try {
    let answer = await ask('GET', '/api/auth/me');
    // A login that cannot be renewed has lost its cookies by that: one is a guest then.
    if (answer.status === 401) {
      await renewLogin();
      answer = await ask('GET', '/api/auth/me');
    }
    if (answer.ok) me.set(await answer.json());
    meProblem.set(answer.ok ? null : { code: answer.status < 502 ? 'internal' : 'unavailable' });
  } catch {
    // The page works without; what needs it asks again.
    meProblem.set({ code: 'connection-lost' });
  }
  return me.value;
}

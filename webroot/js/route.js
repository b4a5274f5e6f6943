import { createStore, me, recall, remember, t } from './base.js';

/**
 * The web address in what a person pasted, or null. People paste sentences around addresses, and
 * addresses without their scheme. What may be visited is the server's to say.
 */
export function findAddress(text) {
  const trimmed = text.trim();
  const full = trimmed.match(/https?:\/\/[^\s<>"]+/i);
  if (full) return withoutTail(full[0]);
  const bare = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(:\d+)?([/?#]\S*)?$/u;
  return bare.test(trimmed) ? `https://${trimmed}` : null;
}

// The punctuation of the sentence around it; a closing bracket only when none was opened.
function withoutTail(url) {
  const cut = url.replace(/[.,;:!?'»”…]+$/, '');
  return cut.endsWith(')') && !cut.includes('(') ? cut.slice(0, -1) : cut;
}

/** What to call the place while nothing else is known. */
export function hostOf(url) {
  try {
    return new URL(url).host.replace(/^www\./, '');
  } catch {
    return url;
  }
}

/**
 * What is analysed: `idle -> sending -> queued -> active -> completed | failed | cancelled`.
 * `services.js` moves it; here it only begins and is forgotten.
 */
export const analysed = createStore({ phase: 'idle' });

/** What a screen reader is told; each text is said once. */
export const spoken = createStore('');
export const say = (key, values) => spoken.set(t(key, values));

/** What shows the analysis, `ui/work.js`, once it is there: the first screen does not wait for it. */
export const work = createStore(null);
let loading = null;

/**
 * Asks for what the page lists in the template of that name, all of it at once; gives when its
 * styles are there, before which nothing of it is to be drawn.
 */
export function askForAll(id) {
  const list = /** @type {HTMLTemplateElement?} */ (document.getElementById(id));
  if (!list) return null;
  /** @type {NodeListOf<HTMLLinkElement>} */
  const links = list.content.querySelectorAll('[rel=stylesheet]');
  const styles = [...links].map(
    (link) => new Promise((done) => (link.onload = link.onerror = done)),
  );
  document.head.append(list.content);
  list.remove();
  return Promise.all(styles);
}

async function load() {
  const styled = askForAll('work-files');
  const module = await import('./ui/work.js');
  await styled;
  work.set(module);
  return module;
}

/** Runs `act` with the services, which are loaded at the first need. */
async function withServices(act) {
  loading ??= load();
  const mine = loading;
  try {
    act((await mine).analysis);
  } catch {
    if (loading === mine) loading = null;
    analysed.patch({ phase: 'idle', lost: true });
  }
}

let turn = 0;

/** Where to log in, and to be brought back to what was pasted. */
export const loginFor = (url) => `/account#back=${encodeURIComponent(url)}`;
/** Where an address is analysed; behind a `#`, it gets into no server's log. */
export const analysing = (url) => `/#url=${encodeURIComponent(url)}`;

function start(url) {
  const who = me.value;
  if (who?.mode === 'members' && who.kind === 'guest') return location.assign(loginFor(url));
  const mine = ++turn;
  if (!work.value) analysed.set({ phase: 'sending', url, startedAt: Date.now() });
  return withServices((analysis) => mine === turn && analysis.start(url));
}

/** Refuses what was pasted without asking the server. */
export function refuse(text) {
  const mine = ++turn;
  return withServices((analysis) => mine === turn && analysis.refuse(text, 'invalid-url'));
}

/** Back to the empty page. */
export function reset() {
  turn++;
  if (work.value) work.value.analysis.reset();
  else analysed.set({ phase: 'idle' });
}

// The address under analysis is kept in the history entry, not in the page's own address: "back"
// and "reload" work, and a private link does not get into the server's log.

/** Analyses `url` on a new history entry; `from` is the list that it was chosen in. */
export function visit(url, from = null) {
  history.pushState({ url, from }, '', '/');
  start(url);
}

/** The list that the address on the page was chosen in, or null. */
export const cameFrom = () => history.state?.from ?? null;

/** Follows the browser's buttons, and takes up `?url=` or what was there before a reload. */
export function startRoute() {
  addEventListener('popstate', () => {
    if (history.state?.url) start(history.state.url);
    // An anchor of the page, such as that to its content, is no other place.
    else if (!location.hash) reset();
  });
  addEventListener('hashchange', takeUp);
  if (!takeUp() && history.state?.url) start(history.state.url);
}

/** What to go on with when a login provider has sent one back here; null when none has. */
function afterProvider() {
  const outcome = new URLSearchParams(location.search).get('login');
  if (!outcome) return null;
  const back = recall('back');
  remember('back', null);
  history.replaceState(null, '', '/');
  if (outcome === 'done') return back;
  location.replace(outcome === 'linked' ? '/account' : `/account#login=${encodeURIComponent(outcome)}`);
  return null;
}

/**
 * What an address asks to be analysed. Systems that share a page with the app put its address
 * where they like: most into `text`, with words around it.
 */
export function given(query) {
  const params = new URLSearchParams(query);
  const [url, text, title] = ['url', 'text', 'title'].map((name) => params.get(name)?.trim());
  const named = [text, title].filter((words) => words && /https?:\/\//i.test(words));
  return url || named.find(findAddress) || text || null;
}

/** Takes up what the page's own address says to analyse, and whether there is such. */
function takeUp() {
  const asked = afterProvider() ?? given(location.search) ?? given(location.hash.slice(1));
  if (!asked) return false;
  const url = findAddress(asked);
  history.replaceState(url ? { url } : null, '', '/');
  if (url) start(url);
  else refuse(asked);
  return true;
}

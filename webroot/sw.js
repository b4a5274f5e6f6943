// Keeps the pages and their files in the browser, so that they open without a network. Nothing of
// the API, and no download, ever goes through here.
//
// A page always comes from the server while that answers: none is ever older than it. The copy that
// is kept is put beside its files only when all of these are there, so it works as a whole; a new
// release takes the place of the one before page by page.

const KEPT = 'shell-1';
const FIRST = ['/', '/offline'];
const PAGES = [...FIRST, '/downloads', '/account', '/admin', '/docs', '/shortcuts'];
const PICTURE = '/favicon.svg';
const RELEASE = /^\/v\/[0-9a-f]{12}\//;
/** How long a page that is kept waits for the server's, in ms. */
const ANSWER_WITHIN = 6_000;

const pathOf = (request) => new URL(request.url).pathname;
const releaseOf = (path) => RELEASE.exec(path)?.[0];

// What is kept is changed by one at a time.
let last = Promise.resolve();
const inTurn = (act) => (last = last.then(act, act));

/** What a page names, and the texts that its scripts ask for. */
function filesOf(page) {
  const named = [...page.matchAll(/(?:href|src)="(\/v\/[0-9a-f]{12}\/[^"]+)"/g)].map(([, path]) => path);
  const release = releaseOf(named[0] ?? '');
  return release ? [...named, `${release}i18n/vi.json`, `${release}i18n/en.json`] : named;
}

/** Files of releases that no page which is kept is of. */
async function tidy(cache) {
  const requests = await cache.keys();
  const pages = requests.filter((request) => PAGES.includes(pathOf(request)));
  const texts = await Promise.all(pages.map(async (page) => (await cache.match(page))?.text() ?? ''));
  const used = new Set(texts.flatMap(filesOf));
  const left = requests.filter((request) => releaseOf(pathOf(request)) && !used.has(pathOf(request)));
  await Promise.all(left.map((request) => cache.delete(request)));
}

/** Keeps a page with all that it needs, unless it is the one that is kept. */
async function keep(path, answer) {
  const cache = await caches.open(KEPT);
  const page = await answer.clone().text();
  if ((await (await cache.match(path))?.text()) === page) return;
  const files = await Promise.all(
    filesOf(page).map(async (file) => ((await cache.match(file)) ? [] : [file])),
  );
  await cache.addAll(files.flat());
  await cache.put(path, answer);
  await tidy(cache);
}

// Without what stands behind its "?": an address that was shared gets into no server's log. A
// redirect, such as a proxy's to its login, is the browser's to follow.
const ask = (path) => fetch(path, { redirect: 'manual', cache: 'no-cache' });

async function page(path, event) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(path);
  const asked = ask(path);
  // Also what comes too late to be shown is kept.
  const stored = asked.then((answer) => {
    if (!answer.ok) return undefined;
    const copy = answer.clone();
    return inTurn(() => keep(path, copy));
  });
  event.waitUntil(stored.catch(() => {}));
  const late = kept && new Promise((done) => setTimeout(() => done(kept), ANSWER_WITHIN));
  try {
    return await (late ? Promise.race([asked, late]) : asked);
  } catch {
    return kept ?? (await cache.match('/offline')) ?? Response.error();
  }
}

async function file(request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request)) ?? fetch(request);
}

async function picture(request) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(KEPT);
    return (await cache.match(PICTURE)) ?? Response.error();
  }
}

async function first() {
  const cache = await caches.open(KEPT);
  await cache.add(PICTURE);
  for (const path of FIRST) {
    const answer = await ask(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await keep(path, answer);
  }
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener('install', (event) => {
  // Where the browser knows such routes, it does not start this for the API at all.
  event.addRoutes?.([{ condition: { urlPattern: '/api/*' }, source: 'network' }]);
  self.skipWaiting();
  event.waitUntil(inTurn(first));
});

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (PAGES.includes(pathname)) event.respondWith(page(pathname, event));
  } else if (releaseOf(pathname)) {
    event.respondWith(file(request));
  } else if (pathname === PICTURE) {
    event.respondWith(picture(request));
  }
});

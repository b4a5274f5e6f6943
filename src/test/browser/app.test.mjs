// The page as an app: installed, shared with, without a network, after an upgrade.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { launch, openPage, PROGRAM, violations } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { VIDEO } from './samples.mjs';
import { ROOT } from './servers.mjs';

const LINK = 'https://example.com/v1';
const SHARED = `?title=Spring&text=${encodeURIComponent(`Look: ${LINK}`)}`;
const PICTURES = join(ROOT, 'target/screenshots');
let browser;
let mock;
let opened;
let page;

/** Opens the first screen, and waits until all that is kept of it is there. */
const open = async (options = {}) => {
  opened = await openPage(browser, mock.url, { serviceWorkers: 'allow', ...options });
  ({ page } = opened);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const { controller } = navigator.serviceWorker;
    if (controller) return;
    await new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
    });
  });
};
const network = async (there) => {
  mock.down = !there;
  await opened.context.setOffline(!there);
};
const kept = () =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map(({ url }) => new URL(url).pathname);
  });
const until = async (what, holds) => {
  for (const end = Date.now() + 30_000; !(await holds()); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};

before(async () => {
  await mkdir(PICTURES, { recursive: true });
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(() => mock.reset());
afterEach(async () => {
  opened?.assertClean();
  await opened?.close();
  opened = null;
});
after(async () => {
  await browser.close();
  await mock.stop();
});

for (const [locale, name] of [['vi-VN', 'Tải Video Nhanh'], ['en-GB', 'TaiVideoNhanh']]) {
  test(`Chromium can install the app as ${name}`, async () => {
    const profile = await mkdtemp(join(tmpdir(), 'tvn-app-'));
    // In a window that keeps nothing, no app can be installed.
    const context = await chromium.launchPersistentContext(profile, { ...PROGRAM, locale });
    try {
      const [window] = context.pages();
      await window.goto(mock.url);
      await window.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
      const session = await context.newCDPSession(window);
      const { url, errors, data } = await session.send('Page.getAppManifest');
      assert.deepEqual(errors, []);
      assert.equal(new URL(url).pathname, `/${locale.slice(0, 2)}.webmanifest`);
      const app = JSON.parse(data);
      assert.equal(app.name, name);
      for (const { src } of app.icons) assert.equal((await fetch(new URL(src, mock.url))).status, 200, src);
      const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
      assert.deepEqual(installabilityErrors, []);
      const { appId } = await session.send('Page.getAppId');
      assert.equal(appId, mock.url);
    } finally {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    }
  });
}

test('what is shared with the app is looked at, and its address gets into no log', async () => {
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await open();
  await page.goto(mock.url + SHARED);
  await page.locator('.result').waitFor();
  assert.equal(await page.inputValue('#url'), LINK);
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(mock.requests.filter(({ search }) => search.includes('text=')), []);
});

test('without a network the first screen opens, and what is shared then waits for it', async () => {
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await open();
  await network(false);
  await page.goto(mock.url);
  await page.getByText('You are offline').waitFor();
  await page.goto(mock.url + SHARED);
  await page.getByText('The server cannot be reached').first().waitFor();
  assert.equal(await page.inputValue('#url'), LINK);
  assert.deepEqual(await violations(page), []);
  await network(true);
  await page.locator('.result').waitFor();
});

for (const [width, colorScheme, locale, title] of [
  [360, 'dark', 'vi-VN', 'Bạn đang ngoại tuyến'],
  [1280, 'light', 'en-GB', 'You are offline'],
]) {
  test(`a screen that is not kept says so at ${width} px, and opens with the network`, async () => {
    await open({ viewport: { width, height: 800 }, colorScheme, locale });
    await network(false);
    await page.goto(`${mock.url}downloads`);
    await page.getByRole('heading', { name: title }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.screenshot({ path: join(PICTURES, `offline-${width}.png`) });
    await network(true);
    await page.locator('main:not([data-phase=offline])').waitFor();
    assert.equal(new URL(page.url()).pathname, '/downloads');
    await until('it is kept', async () => (await kept()).includes('/downloads'));
    await network(false);
    await page.reload();
    await page.locator('main:not([data-phase=offline])').waitFor();
  });
}

test('a page is never older than the server, and what is kept is of one release', async () => {
  await open();
  const release = () => page.getAttribute('script[type=module]', 'src');
  const files = async () => (await kept()).filter((path) => path.startsWith('/v/'));
  assert.ok((await files()).every((path) => path.startsWith('/v/0123456789ab/')));
  mock.release = 'fedcba987654';
  await page.goto(`${mock.url}offline`);
  await page.goto(mock.url);
  assert.equal(await release(), '/v/fedcba987654/js/main.js');
  await until('the old release is gone', async () =>
    (await files()).every((path) => path.startsWith('/v/fedcba987654/')),
  );
  await network(false);
  await page.reload();
  await page.locator('#url').waitFor();
  assert.equal(await release(), '/v/fedcba987654/js/main.js');
});

test('nothing of the API is kept, and no download', async () => {
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await open();
  await page.goto(mock.url + SHARED);
  const arrives = page.waitForEvent('download');
  await page.locator('[data-preset="360p"]').click();
  await (await arrives).path();
  const other = (await kept()).filter((path) => !/^\/(v\/[0-9a-f]{12}\/.+|offline|favicon\.svg)?$/.test(path));
  assert.deepEqual(other, []);
});

test('a page that was kept in part is not shown', async () => {
  await open();
  mock.release = 'fedcba987654';
  mock.missing = '/v/fedcba987654/css/base.css';
  await page.reload();
  await until('the new page was asked for', () => mock.requests.some(({ path }) => path === mock.missing));
  // Its texts must have come: without a network that would be an error of its own.
  await page.locator('#url').waitFor();
  await network(false);
  await page.reload();
  await page.locator('#url').waitFor();
  assert.equal(await page.getAttribute('script[type=module]', 'src'), '/v/0123456789ab/js/main.js');
});

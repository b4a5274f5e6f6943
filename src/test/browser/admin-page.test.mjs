// How the operators' screen comes, on the fake server: piece by piece, and nothing of it moves or is lost.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openPage } from './browser.mjs';
import { stream, user } from './mock-operators.mjs';
import { ACCOUNT, MEMBER } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';

const PHONE = { viewport: { width: 412, height: 823 } };
let browser;
let mock;
let page;
let opened;

const part = (id) => page.locator(`section[aria-labelledby=${id}]`);
const paths = () => mock.requests.map(({ path }) => path);
const asked = (ending) => paths().filter((path) => path.endsWith(ending)).length;

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(() => {
  mock.reset();
  mock.people.me = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin' } };
  mock.operators.streams = [stream(1)];
  mock.operators.users = [user(0)];
});
afterEach(async () => {
  opened?.assertClean();
  await opened?.close();
  opened = null;
});
after(async () => {
  await browser.close();
  await mock.stop();
});

const open = async (options = {}, path = 'admin') => {
  opened = await openPage(browser, mock.url + path, { reducedMotion: 'reduce', ...options });
  ({ page } = opened);
  page.setDefaultTimeout(15_000);
};
const ready = () => page.locator('main[data-phase=ready]').waitFor();

test('a phone first asks for what it shows, and for what is far below when that comes near', async () => {
  await open(PHONE);
  await ready();
  await page.getByText('Mùa xuân Đà Lạt 1').waitFor();
  for (const later of ['/charts', '/users', '/audit', '/webhooks', '/uplot.js']) assert.equal(asked(later), 0, later);
  await part('charts').scrollIntoViewIfNeeded();
  await page.locator('[data-chart=streams] canvas').waitFor();
  await part('members').scrollIntoViewIfNeeded();
  await page.locator('[data-user=person0]').waitFor();
});

test('the page says what it is before what it is about has come', async () => {
  mock.missing = `/v/${mock.release}/js/board.js`;
  await open(PHONE);
  await page.getByRole('heading', { level: 1, name: 'Operations' }).waitFor();
  await page.getByText('The server cannot be reached').first().waitFor();
  mock.missing = null;
  await page.locator('.retry').click();
  await ready();
  await page.getByText('All is well').waitFor();
});

test('a jump leads to its part, though those before it are drawn on the way', async () => {
  await open();
  await ready();
  await page.getByRole('link', { name: 'What admins did' }).click();
  await page.getByText('Nothing yet.').waitFor();
  await page.getByText('None is configured.').waitFor();
  const top = await part('trail').evaluate((node) => node.getBoundingClientRect().top);
  const room = await page.evaluate(() => innerHeight);
  assert.ok(top > -60 && top < room - 60, `${top} of ${room}`);
});

test('who goes through the page by its controls meets those of every part', async () => {
  await open();
  await ready();
  await page.keyboard.press('Tab');
  await page.locator('[data-user=person0]').waitFor({ state: 'attached' });
  await page.locator('[data-chart=cpu] canvas').waitFor({ state: 'attached' });
  assert.equal(await page.locator('.part-bone').count(), 0);
});

for (const [name, options] of Object.entries({ phone: PHONE, desktop: {} })) {
  test(`nothing of it moves while it comes, on a ${name}`, async () => {
    await open(options);
    await ready();
    await page.getByText('Mùa xuân Đà Lạt 1').waitFor();
    await page.getByText('Nothing waits.').waitFor();
    const moved = await page.evaluate(
      () =>
        new Promise((done) => {
          const entries = [];
          new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({
            type: 'layout-shift',
            buffered: true,
          });
          // What is kept is told by a task of its own.
          setTimeout(() => done(entries.reduce((sum, { value }) => sum + value, 0)), 100);
        }),
    );
    assert.ok(moved < 0.05, `${moved}`);
  });
}

// The screen of one's downloads, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { createReader } from '../../../webroot/js/feed.js';
import { arranged } from '../../../webroot/js/ledger.js';
import { launch, openPage } from './browser.mjs';
import { entry, GUEST, link, MEMBER, running } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';

let browser;
let mock;
let people;
let page;
let opened;

const seen = (words) => page.getByText(words).first().waitFor();
const row = (state) => page.locator(`.dl[data-phase="${state}"]`);
const button = (name) => page.getByRole('button', { name });
const asked = (method, path) =>
  mock.requests.filter((each) => each.method === method && path.test(each.path));
const until = async (what, holds) => {
  for (const end = Date.now() + 12_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
  ({ people } = mock);
});
beforeEach(() => {
  mock.reset();
  people.me = MEMBER;
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

const open = async (options) => {
  opened = await openPage(browser, `${mock.url}downloads`, options);
  ({ page } = opened);
  page.setDefaultTimeout(15_000);
};

test('events are read whatever pieces they come in', () => {
  const heard = [];
  const push = createReader((event) => heard.push(event));
  for (const piece of [': hi\n\nid: 7\nev', 'ent: download\r\nda', 'ta: {"a":1}\n', '\n', 'data: x\ndata: y\n\n']) {
    push(piece);
  }
  assert.deepEqual(heard, [
    { event: 'download', data: '{"a":1}', id: '7' },
    { event: 'message', data: 'x\ny', id: '7' },
  ]);
});

test('each download is in one place', () => {
  const ended = { ...running(3, 9, { outcome: 'cut' }), at: '2030-01-01T00:00:00.000Z' };
  const { running: runs, waiting, past } = arranged({
    streams: [running(1, 5), running(2, 7), ended],
    links: [link(1), link(4), link(5, { begun: true }), link(6)],
    entries: [entry(1), entry(3), entry(7)],
    hidden: new Set([link(6).id]),
  });
  assert.deepEqual(runs.map(({ streamId }) => streamId).sort(), ['s1', 's2']);
  assert.deepEqual(waiting, [link(4)].map((each) => ({ ...each, expiresAt: waiting[0].expiresAt })));
  assert.deepEqual(past.map(({ id }) => id), [entry(3).id, entry(7).id]);
  assert.equal(past[0].outcome, 'cut');
  assert.equal(past[0].url, 'https://example.com/v3', 'the history knows the page');
});

test('what runs is followed with speed and time left, and is history when it ends', async () => {
  const at = Date.now();
  people.tell(running(1, 100_000_000, { at: new Date(at - 2_000).toISOString() }));
  await open();
  await row('running').waitFor();
  people.tell(running(1, 120_000_000, { at: new Date(at).toISOString() }));
  await seen('25%');
  await seen('120 MB of 480 MB · 10 MB/s · 36 s left');
  people.entries = [entry(1, { title: 'Mùa xuân Đà Lạt 1' })];
  people.usage.day = 4;
  people.tell(running(1, 480_000_000, { outcome: 'complete', at: new Date(at + 500).toISOString() }));
  await row('complete').waitFor();
  await page.locator('[data-count=day]', { hasText: '4 of 10' }).waitFor();
  assert.equal(await row('running').count(), 0);
  assert.equal(await page.locator('#spoken').innerText(), 'Download complete: Mùa xuân Đà Lạt 1');
});

test('a device that comes back is told what it missed, by the id that it heard last', async () => {
  const before = running(1, 100_000_000);
  people.tell(before);
  await open();
  await row('running').waitFor();
  people.drop(true);
  await seen('The server does not answer');
  people.tell(running(1, 200_000_000, { outcome: 'cut', at: new Date(Date.now() + 10).toISOString() }));
  await row('cut').waitFor();
  assert.equal(people.lastEventIds[1], String(Date.parse(before.at)));
  await page.locator('.connection').waitFor({ state: 'detached' });
});

test('without a network the page says so', async () => {
  await open();
  await seen('Nothing downloaded yet');
  await opened.context.setOffline(true);
  await seen('You are offline');
  await opened.context.setOffline(false);
  await page.locator('.connection').waitFor({ state: 'detached' });
});

test('a login whose quarter of an hour is over goes on by itself', async () => {
  people.entries = [entry(1)];
  const ended = (response) => mock.problem(response, 401, 'credential-ended', 'Ask refresh.');
  people.refusesEvents = (response) => {
    people.refusesEvents = null;
    ended(response);
  };
  await open();
  await row('complete').waitFor();
  assert.equal(asked('POST', /auth\/refresh$/).length, 1);
});

test('a removal can be taken back, and else is done', async () => {
  people.entries = [entry(1), entry(2)];
  await open();
  const first = page.locator(`[data-link="${entry(1).id}"]`);
  await first.getByRole('button', { name: /^Remove/ }).click();
  await first.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Undo');
  await button('Undo').click();
  await first.waitFor();
  assert.equal(asked('DELETE', /history/).length, 0);
  await first.getByRole('button', { name: /^Remove/ }).click();
  await page.locator(`[data-link="${entry(2).id}"] .round`).click();
  await until('the first is removed once the second follows', () => asked('DELETE', /history\/\w+$/).length === 1);
  await page.goto('about:blank');
  await until('leaving the page does what waits', () => people.entries.length === 0);
});

test('all of the history goes at once, and comes back', async () => {
  people.entries = [entry(1), entry(2), entry(3)];
  await open();
  await button('Remove all').click();
  await seen('Nothing downloaded yet');
  await button('Undo').click();
  await row('complete').nth(2).waitFor();
});

test('what broke off is downloaded again by a fresh link, which counts no second time', async () => {
  people.entries = [entry(1, { outcome: 'cut', sent: 9_000_000 })];
  await open();
  await seen('The site broke off');
  await seen('“Download again” starts over');
  const arrives = page.waitForEvent('download');
  await button(/^Download again/).click();
  assert.equal((await arrives).suggestedFilename(), 'Mùa xuân.mp4');
  assert.equal(asked('POST', /tokens\/\w+\/refresh$/).length, 1);
  assert.equal(asked('POST', /token$/).length, 0);
});

test('when no link holds any more, the way leads to the page that it came from', async () => {
  people.entries = [entry(1)];
  const gone = (response) => mock.problem(response, 404, 'token-not-found', 'Gone.');
  people.scripted.set(`POST /api/streaming/tokens/${entry(1).id}/refresh`, gone);
  await open();
  await button(/^Download again/).click();
  await seen('Its link has ended.');
  const address = await page.getByRole('link', { name: /^Look again/ }).getAttribute('href');
  assert.equal(address, `/#url=${encodeURIComponent('https://example.com/v1')}`);
});

test('a link that waits is used or given back, and what runs is stopped', async () => {
  people.links = [link(1)];
  people.tell(running(2, 5_000_000));
  await open();
  await row('waiting').waitFor();
  await button(/^Stop/).click();
  await until('the link is taken back', () => asked('DELETE', /tokens\/\w+$/).length === 1);
  const arrives = page.waitForEvent('download');
  await row('waiting').getByRole('button', { name: /^Download/ }).click();
  await arrives;
});

test('a used up day says when it begins anew', async () => {
  people.usage = { ...people.usage, day: 10 };
  await open();
  await seen('Used up for today. It begins anew at 7:00');
  assert.equal(await page.getByRole('meter').first().getAttribute('aria-valuenow'), '10');
});

test('a list that cannot be had says why, and comes when it can', async () => {
  people.scripted.set('GET /api/streaming/history', (response) => mock.problem(response, 503, 'unavailable', 'No Redis.'));
  await open();
  await page.locator('.problem').waitFor();
  await page.locator('.retry').click();
  await seen('Nothing downloaded yet');
});

test('a guest sees what is left of the day, and where to log in', async () => {
  people.me = GUEST;
  await open();
  await seen('Your downloads on all devices');
  await page.locator('[data-count=day]', { hasText: '3 of 10' }).waitFor();
  assert.equal(asked('GET', /api\/events$/).length, 0);
  await page.getByRole('link', { name: 'Log in' }).last().click();
  await page.fill('#name', 'mai.tran');
  await page.fill('#password', 'x');
  await page.getByRole('button', { name: 'Log in' }).click();
  await seen('Nothing downloaded yet');
});

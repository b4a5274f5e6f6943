// What the screens of one's own and of operators say while the server goes down, is down, or has no
// room, on the fake server: nothing that was shown is lost, and all of it goes on by itself.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { drawAll, launch, openPage, violations } from './browser.mjs';
import { user } from './mock-operators.mjs';
import { ACCOUNT, entry, MEMBER } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';

let browser;
let mock;
let operators;
let people;
let page;
let opened;

const seen = (words) => page.getByText(words).first().waitFor();
const gone = (selector) => page.locator(selector).waitFor({ state: 'detached' });
const retry = () => page.locator('.retry').first();
const times = (path) => mock.requests.filter((each) => each.path === path).length;
const until = async (what, holds) => {
  for (const end = Date.now() + 15_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};
/** As the server answers while it goes down. */
const goesDown = (response) =>
  mock.problem(response, 503, 'unavailable', 'This server is going down; ask again in a moment.');

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
  ({ operators, people } = mock);
});
beforeEach(() => {
  mock.reset();
  people.me = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin' } };
  people.entries = [entry(1)];
  operators.users = [user(0)];
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

const open = async (path) => {
  opened = await openPage(browser, mock.url + path, { reducedMotion: 'reduce' });
  ({ page } = opened);
  page.setDefaultTimeout(15_000);
};

test('downloads: a server that goes down says so until it is back, and the list stays', async () => {
  await open('downloads');
  await page.locator('.dl[data-phase=complete]').waitFor();
  people.refusesEvents = goesDown;
  people.drop();
  await seen('The server is being restarted');
  await until('it is asked again', () => times('/api/events') >= 2);
  mock.down = true;
  await until('it is asked while it is down', () => times('/api/events') >= 3);
  await seen('The server is being restarted');
  assert.equal(await page.locator('.dl[data-phase=complete]').count(), 1);
  assert.deepEqual(await violations(page), []);
  mock.down = false;
  people.refusesEvents = null;
  await gone('.connection');
});

test('downloads: opened while the server goes down, the list is there and what it lacks is told', async () => {
  people.refusesEvents = goesDown;
  await open('downloads');
  await page.locator('.dl[data-phase=complete]').waitFor();
  await seen('The server has no room for this just now');
  people.refusesEvents = null;
  await gone('.connection');
});

test('downloads: a download that cannot begin now says so, and its row stays', async () => {
  people.scripted.set(`POST /api/streaming/tokens/${entry(1).id}/refresh`, goesDown);
  await open('downloads');
  await page.getByRole('button', { name: /^Download again/ }).click();
  await page.getByRole('alert').filter({ hasText: 'going down' }).waitFor();
  assert.equal(await page.locator('.dl[data-phase=complete]').count(), 1);
});

test('operations: a server that goes down says so until it is back, and what was shown stays', async () => {
  await open('admin');
  await seen('All is well');
  operators.refuses = goesDown;
  operators.drop(true);
  await seen('The server is being restarted. What is shown here is old');
  await until('it is asked again', () => times('/api/admin/events') >= 2);
  await seen('All is well');
  await seen('The server is being restarted. What is shown here is old');
  const queue = page.locator('section[aria-labelledby=queue]');
  await queue.getByRole('button', { name: 'Pause' }).click();
  await queue.getByRole('alert').filter({ hasText: 'going down' }).first().waitFor();
  assert.deepEqual(await violations(page), []);
  operators.refuses = null;
  await gone('.connection');
});

test('operations: opened while the server goes down, it waits and calls nothing old', async () => {
  operators.refuses = goesDown;
  await open('admin');
  await seen('The server has no room for this just now');
  assert.equal(await page.getByText('is old').count(), 0);
  assert.deepEqual(await violations(page), []);
  operators.refuses = null;
  await seen('All is well');
});

test('operations: what cannot be had fails by itself, and is asked for again', async () => {
  operators.broken = /^(charts|users)/;
  await open('admin');
  await seen('All is well');
  await drawAll(page);
  const failed = (id) => page.locator(`section[aria-labelledby=${id}]`).getByRole('alert');
  await failed('members').waitFor();
  await failed('charts').waitFor();
  await seen('Nothing yet.');
  operators.broken = null;
  await failed('members').getByRole('button', { name: 'Try again' }).click();
  await page.locator('[data-user=person0]').waitFor();
  await failed('charts').getByRole('button', { name: 'Try again' }).click();
  await page.locator('[data-chart=cpu] canvas').waitFor();
  assert.equal(await page.locator('.notice').count(), 0);
});

test('account: a slow server is waited for, one that goes down is told of, and asked again', async () => {
  let answer = () => {};
  people.scripted.set('GET /api/auth/me', (response) => (answer = () => goesDown(response)));
  await open('account');
  await page.locator('main[data-phase=loading] .bones').waitFor();
  assert.deepEqual(await violations(page), []);
  await until('it is asked', () => times('/api/auth/me') === 1);
  answer();
  await seen('The service cannot do this just now');
  await retry().click();
  await page.locator('main[data-phase=member]').waitFor();
});

test('account: a part that cannot be had fails by itself, and is asked for again', async () => {
  people.scripted.set('GET /api/auth/sessions', goesDown);
  people.scripted.set('GET /api/streaming/usage', goesDown);
  await open('account');
  await page.getByRole('alert').nth(1).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator('section[aria-labelledby=usage-part] .retry').click();
  await page.locator('[data-count=day]').waitFor();
  await page.locator('section[aria-labelledby=sessions-part] .retry').click();
  await seen('Chrome · Android');
  assert.equal(await page.locator('.notice').count(), 0);
});

test('account: what is sent to a server that goes down stays written', async () => {
  await open('account');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.fill('#key-name', 'NAS');
  people.scripted.set('POST /api/keys', goesDown);
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('alert').filter({ hasText: 'going down' }).waitFor();
  assert.equal(await page.inputValue('#key-name'), 'NAS');
  await page.getByRole('button', { name: 'Make it' }).click();
  await seen('“NAS” is made.');
});

test('account: without a network the page says so', async () => {
  await open('account');
  await page.locator('main[data-phase=member]').waitFor();
  await opened.context.setOffline(true);
  await seen('You are offline');
  await opened.context.setOffline(false);
  await gone('.connection');
});

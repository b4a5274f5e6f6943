// The operators' screen, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { linesOf } from '../../../webroot/js/chart.js';
import { drawAll, launch, openPage, violations } from './browser.mjs';
import { DELIVERY, HOOK, job, PARTS, SCHEDULES, stream, user } from './mock-operators.mjs';
import { ACCOUNT, GUEST, MEMBER } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';

const ADMIN = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin' } };
let browser;
let mock;
let operators;
let page;
let opened;

const part = (id) => page.locator(`section[aria-labelledby=${id}]`);
const asked = (method, path) =>
  mock.requests.filter((each) => each.method === method && path.test(each.path));
/** Presses a button that asks once more, and answers yes. */
const sure = async (button, yes) => {
  await button.click();
  await page.locator('.ask .danger', { hasText: yes }).click();
};

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
  ({ operators } = mock);
});
beforeEach(() => {
  mock.reset();
  mock.people.me = ADMIN;
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

const open = async (options = {}) => {
  opened = await openPage(browser, `${mock.url}admin`, { reducedMotion: 'reduce', ...options });
  ({ page } = opened);
  page.setDefaultTimeout(15_000);
};
const ready = () => page.locator('main[data-phase=ready]').waitFor();
/** Opens it with all its parts. */
const openAll = async (options) => {
  await open(options);
  await ready();
  await drawAll(page);
};

test('lines begin where the charts do, and a rate is by the second', () => {
  const charts = { from: '2026-11-22T00:00:00.000Z', stepSeconds: 60, bytes: [null, 120] };
  const from = Date.parse(charts.from) / 1000;
  assert.deepEqual(linesOf({ lines: ['bytes'], perSecond: true }, charts), [[from, from + 60], [null, 2]]);
  assert.deepEqual(linesOf({ lines: ['bytes'] }, charts)[1], [null, 120]);
});

test('it says whether it is well, and what needs care comes first', async () => {
  await open();
  await page.getByText('All is well').waitFor();
  operators.parts = PARTS;
  operators.changed();
  await page.getByText('Something needs care').waitFor();
  const first = page.locator('.health-part').first();
  assert.equal(await first.getAttribute('data-part'), 'yt-dlp');
  assert.match(await first.innerText(), /Fetch a newer one/);
  assert.match(await page.locator('[data-tile=memory]').innerText(), /135 MB/);
});

test('charts are drawn of a day, and of an hour when that is chosen', async () => {
  await openAll();
  await page.locator('[data-chart=streams] canvas').waitFor();
  assert.match(await page.locator('[data-chart=lag] figcaption').innerText(), /most 6 ms/);
  await page.getByRole('button', { name: '1 h', exact: true }).click();
  await page.locator('[aria-pressed=true]', { hasText: '1 h' }).waitFor();
  for (const end = Date.now() + 10_000; operators.minutes.at(-1) !== 60; ) {
    assert.ok(Date.now() < end);
    await new Promise((resume) => setTimeout(resume, 20));
  }
  assert.equal(operators.minutes[0], 1440);
});

test('a lost server is told, and what was missed comes when it is back', async () => {
  await open();
  await ready();
  operators.drop();
  await page.getByText('What is shown here is old').waitFor();
  operators.streams = [stream(1)];
  await page.getByText('Mùa xuân Đà Lạt 1').waitFor();
  await page.getByText('What is shown here is old').waitFor({ state: 'detached' });
});

test('a download is stopped after a question, and one that has ended goes, too', async () => {
  operators.streams = [stream(1), stream(2)];
  await open();
  await sure(page.getByRole('button', { name: 'Stop: Mùa xuân Đà Lạt 1' }), 'Stop');
  await page.locator('[data-stream=s1]').waitFor({ state: 'detached' });
  assert.equal(asked('DELETE', /streams\/s1$/).length, 1);
  operators.streams = [];
  await sure(page.getByRole('button', { name: 'Stop: Mùa xuân Đà Lạt 2' }), 'Stop');
  await page.getByText('Nobody downloads anything right now.').waitFor();
});

test('the queue is paused and goes on; jobs are cancelled, tried again and forgotten', async () => {
  operators.jobs = [job(1), job(2), job(3, { state: 'dead', problem: { code: 'site-unreachable', title: 'x', detail: 'y' } }), job(4, { state: 'dead' })];
  await open();
  await part('queue').getByRole('button', { name: 'Pause' }).click();
  await page.getByText('The queue is paused').waitFor();
  await part('queue').getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The queue is paused').waitFor({ state: 'detached' });
  const row = (n) => page.locator(`[data-job="${job(n).id}"]`);
  await row(1).getByRole('button', { name: /^Log/ }).click();
  await row(1).getByText('reading the page').waitFor();
  await sure(row(1).getByRole('button', { name: 'Cancel' }), 'Cancel');
  await row(1).waitFor({ state: 'detached' });
  await part('queue').getByRole('button', { name: /^Given up/ }).click();
  await row(3).getByRole('button', { name: 'Try again' }).click();
  await row(3).waitFor({ state: 'detached' });
  assert.deepEqual(asked('POST', /dead\/retry$/)[0].body.ids, [job(3).id]);
  await sure(row(4).getByRole('button', { name: 'Forget' }), 'Forget');
  await page.getByText('Nothing was given up.').waitFor();
});

test('a limit is taken into the form, changed and set', async () => {
  await open();
  await page.getByText('Limits of people and sites').click();
  await page.getByRole('button', { name: 'Change the limit of sites' }).click();
  assert.equal(await page.inputValue('#limit-running'), '4');
  await page.fill('#limit-lane', 'site:example.com');
  await page.fill('#limit-starts', '30');
  await page.fill('#limit-seconds', '60');
  await page.getByRole('button', { name: 'Set the limit' }).click();
  await page.getByText('4 at once, 30 starts in 60 s').waitFor();
  assert.deepEqual(asked('PUT', /limits$/)[0].body, { lane: 'site:example.com', running: 4, starts: 30, seconds: 60 });
});

test('people are found, moved to a tier, blocked, helped and deleted', async () => {
  operators.users = [user(0), user(1)];
  await openAll();
  const row = (name) => page.locator(`[data-user=${name}]`);
  await row('person1').waitFor();
  await page.getByRole('searchbox').fill('person0');
  await row('person1').waitFor({ state: 'detached' });
  await row('person0').getByRole('button', { name: 'Tier of person0' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('pro');
  await page.getByRole('button', { name: 'Set the tier' }).click();
  await row('person0').getByText('Pro').waitFor();
  assert.deepEqual(asked('PATCH', /users/)[0].body, { tier: 'pro' });
  await row('person0').getByRole('button', { name: 'Block: person0' }).click();
  await row('person0').getByText('blocked').waitFor();
  await row('person0').getByRole('button', { name: 'Unblock: person0' }).click();
  await row('person0').getByText('blocked').waitFor({ state: 'detached' });
  await sure(row('person0').getByRole('button', { name: 'Link for a new password: person0' }), 'Link');
  assert.equal(await row('person0').locator('.copy-text').inputValue(), `${mock.url}account?reset=r1`);
  await sure(row('person0').getByRole('button', { name: 'Delete: person0' }), 'Delete');
  await page.getByText('Nobody of that name.').waitFor();
});

test('an invitation is shown once, and taken back', async () => {
  await openAll();
  await part('invites').getByRole('button', { name: 'Invite somebody' }).click();
  await part('invites').locator('.copy-text').waitFor();
  assert.equal(await part('invites').locator('.copy-text').inputValue(), `${mock.url}account#invite=t1`);
  await sure(part('invites').getByRole('button', { name: /^Take back/ }), 'Take back');
  await page.getByText('No invitation holds.').waitFor();
  assert.equal(await part('invites').locator('.copy-text').count(), 0);
});

test('a version of yt-dlp is chosen, taken back, and a bad one is tried again', async () => {
  await openAll();
  const row = (name) => page.locator(`[data-version="${name}"]`);
  await row('2026.11.20').getByText('in use').waitFor();
  await row('2026.11.21').getByText('It read 1 of 4 pages.').waitFor();
  await sure(row('2026.10.26').getByRole('button', { name: /^Use it/ }), 'Use it');
  await row('2026.10.26').getByText('held by an admin').waitFor();
  await sure(row('2026.11.21').getByRole('button', { name: /^Try it again/ }), 'Try it again');
  await row('2026.11.21').waitFor({ state: 'detached' });
  await sure(part('ytdlp').getByRole('button', { name: 'Take the last one back' }), 'Take the last one back');
  await row('2026.10.26').getByText('held by an admin').waitFor({ state: 'detached' });
  await row('2026.11.20').getByText('in use').waitFor();
  await part('ytdlp').getByRole('button', { name: 'Look for a release' }).click();
  await part('ytdlp').getByText('The source does not answer.').waitFor();
});

test('webhooks are tested, turned on again, and messages sent anew', async () => {
  operators.hooks = [HOOK];
  operators.deliveries = [DELIVERY];
  await openAll();
  await part('hooks').getByRole('button', { name: 'Send a test: books' }).click();
  await part('hooks').getByRole('button', { name: 'Turn on' }).click();
  await part('hooks').getByText('off since').waitFor({ state: 'detached' });
  await part('hooks').getByRole('button', { name: 'Try again' }).click();
  await part('hooks').getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' });
  assert.deepEqual(asked('POST', /webhooks\/\w+$/).map(({ body }) => body), [{ webhook: 'books' }, { webhook: 'books' }, { ids: ['w1'] }]);
});

test('who is no admin is told so, and a guest is led to log in and back', async () => {
  operators.refuses = (response) => mock.problem(response, 401, 'login-required', 'Log in.');
  mock.people.me = GUEST;
  await open();
  const link = page.locator('.problem a.primary');
  assert.equal(await link.getAttribute('href'), '/account#to=admin');
  assert.equal(await page.getByRole('link', { name: 'Operations' }).count(), 0);
});

test('on a private server there are no people to see', async () => {
  mock.people.me = { ...GUEST, kind: 'owner', role: 'admin', mode: 'single' };
  await openAll();
  assert.equal(await part('members').count(), 0);
  assert.equal(await part('queue').count(), 1);
});

/** Fills the screen with all there can be. */
async function full(options) {
  operators.parts = PARTS;
  operators.streams = [stream(1), stream(2, { total: undefined, title: 'x'.repeat(300) })];
  operators.jobs = [job(1), job(2, { url: `https://example.com/${'y'.repeat(400)}`, attempt: 3 })];
  operators.users = [user(0, { role: 'admin', email: 'a@example.com', secondFactor: true }), user(1, { blocked: true, tier: 'pro', tierUntil: '2027-01-01T00:00:00.000Z' })];
  operators.invites = [{ id: 'abcdefghijkl', tier: 'pro', createdAt: '2026-11-01T00:00:00.000Z', expiresAt: '2026-12-01T00:00:00.000Z' }];
  operators.sites = [
    { name: 'youtube', done: 3, failed: 9, failures: { 'site-unreachable': 8, private: 1 }, lastDone: '2026-11-22T08:00:00.000Z', lastFailed: '2026-11-22T09:00:00.000Z', lastFailure: 'site-unreachable' },
    { name: 'other', done: 400, failed: 0, failures: {}, lastDone: '2026-11-22T09:00:00.000Z' },
  ];
  operators.schedules = SCHEDULES;
  operators.refusals = [{ day: '2026-11-22', code: 'daily-limit', who: 'g_7f3a', count: 1200 }];
  operators.hooks = [HOOK];
  operators.deliveries = [DELIVERY];
  operators.entries = [{ id: '1-0', at: '2026-11-22T09:00:00.000Z', by: 'u_aaaaaaaaaaaaaaaaaaaa', action: 'user.change', target: 'u_bbbbbbbbbbbbbbbbbbbb', detail: 'tier pro' }];
  await openAll(options);
  await page.locator('[data-chart=cpu] canvas').waitFor();
  await page.locator('[data-user=person1]').waitFor();
  await page.getByText('user.change').waitFor();
  await page.locator('[data-schedule=hourly]').waitFor();
}

for (const [width, colorScheme, locale] of [
  [360, 'light', 'vi-VN'],
  [360, 'dark', 'en-GB'],
  [1280, 'light', 'en-GB'],
  [1280, 'dark', 'vi-VN'],
]) {
  test(`axe finds nothing at ${width} px in ${colorScheme}, ${locale}`, async () => {
    await full({ viewport: { width, height: 900 }, colorScheme, locale });
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    const pictures = process.env.TVN_PICTURES;
    if (pictures) await page.screenshot({ path: `${pictures}/admin-${width}-${colorScheme}.png`, fullPage: true });
  });
}

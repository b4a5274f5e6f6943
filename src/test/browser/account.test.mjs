// The account's screen, and how both screens of one's own look, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { deviceOf } from '../../../webroot/js/agent.js';
import { launch, openPage, paste, violations } from './browser.mjs';
import { ACCOUNT, entry, GUEST, link, MEMBER, running } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';
import { VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1?a=1#t=3';
let browser;
let mock;
let people;
let page;
let opened;

const seen = (words) => page.getByText(words).first().waitFor();
const button = (name) => page.getByRole('button', { name, exact: true });
const asked = (method, path) =>
  mock.requests.filter((each) => each.method === method && path.test(each.path));

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
  ({ people } = mock);
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

const open = async (path, options = {}) => {
  await opened?.close();
  opened = await openPage(browser, mock.url + path, { reducedMotion: 'reduce', ...options });
  ({ page } = opened);
  page.setDefaultTimeout(15_000);
};
const logIn = async (name = 'mai.tran') => {
  await page.fill('#name', name);
  await page.fill('#password', 'a password');
  await page.keyboard.press('Enter');
};

test('a browser is named as people name it', () => {
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 Version/18.5 Safari/604.1';
  assert.equal(deviceOf(phone), 'Safari · iPhone');
  assert.equal(deviceOf('Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0'), 'Edge · Windows');
  assert.equal(deviceOf('curl/8.5.0'), 'curl');
  assert.equal(deviceOf('<b>x</b>'), '<b>x</b>');
});

test('where members only may, a guest logs in first and comes back to what was pasted', async () => {
  people.me = { ...GUEST, mode: 'members' };
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await open('');
  await page.getByRole('link', { name: 'Log in' }).waitFor();
  await paste(page, LINK);
  await seen('What you pasted is kept.');
  assert.equal(new URL(page.url()).pathname, '/account');
  await logIn();
  await page.locator('.result').waitFor();
  assert.equal(await page.inputValue('#url'), LINK);
  assert.doesNotMatch(page.url(), /example/);
});

test('a login that ended elsewhere is told at the paste, with the way to log in', async () => {
  await open('');
  mock.analyzeAnswer = (response) => mock.problem(response, 401, 'login-required', 'Log in.');
  await paste(page, LINK);
  await page.locator('.problem').getByRole('link', { name: 'Log in' }).click();
  await seen('What you pasted is kept.');
});

test('a private server has no accounts, and says so', async () => {
  people.me = { ...GUEST, kind: 'owner', role: 'admin', mode: 'single' };
  await open('account');
  await seen('This server is yours');
  assert.equal(await page.locator('.places a[href="/account"]').count(), 0);
});

for (const [registration, words] of Object.entries({
  open: 'No account yet? Make one',
  invite: 'I have an invitation',
  closed: 'I have no account',
})) {
  test(`registration that is ${registration} asks for what it needs`, async () => {
    people.me = { ...GUEST, registration };
    await open('account');
    await button(words).click();
    if (registration === 'closed') {
      await seen('Nobody can register here.');
      await button('I have an invitation or a code').click();
    }
    assert.equal(await page.locator('#ticket').count(), registration === 'open' ? 0 : 1);
  });
}

test('an invitation is in its field, leaves the address, and makes the account', async () => {
  people.me = { ...GUEST, registration: 'invite' };
  await open('account?invite=s7cu2brb');
  assert.equal(await page.inputValue('#ticket'), 's7cu2brb');
  assert.doesNotMatch(page.url(), /s7cu/);
  await logIn('mai');
  await page.getByRole('heading', { level: 1, name: 'mai.tran' }).waitFor();
  assert.equal(asked('POST', /register$/)[0].body.ticket, 's7cu2brb');
});

test('a refusal is told where it happened, in the reader\'s language', async () => {
  const refusal = (response) => mock.problem(response, 401, 'login-failed', 'Wrong.');
  people.scripted.set('POST /api/auth/login', refusal);
  await open('account', { locale: 'vi-VN' });
  await logIn();
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /Đăng nhập/);
  await logIn();
  await page.locator('main[data-phase=member]').waitFor();
});

test('a login asks for the second factor only when there is one', async () => {
  const needed = (response) => mock.problem(response, 401, 'second-factor-needed', 'A code.');
  people.scripted.set('POST /api/auth/login', needed);
  await open('account');
  await logIn();
  await page.fill('#otp', '123456');
  await page.keyboard.press('Enter');
  await page.locator('main[data-phase=member]').waitFor();
  assert.deepEqual(asked('POST', /login$/).map(({ body }) => body.otp), [undefined, '123456']);
});

test('another language is on the whole screen at once, and what was written stays', async () => {
  const vietnamese = { account: 'Khoá API', downloads: 'Lượt tải', admin: 'Mọi thứ đều ổn', offline: 'Thử ngay', shortcuts: 'Tải video này' };
  people.me = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin' } };
  for (const [path, words] of Object.entries(vietnamese)) {
    await open(path);
    if (path === 'account') {
      await button('Make a key').click();
      await page.fill('#key-name', 'NAS');
    }
    await page.locator('main:not([data-phase=loading])').waitFor();
    await page.getByRole('button', { name: 'VI: Tiếng Việt' }).click();
    await page.locator('main').getByText(words).first().waitFor();
    if (path === 'account') assert.equal(await page.inputValue('#key-name'), 'NAS');
  }
});

test('a key is made with its scopes and its end, shown once, copied, and ended', async () => {
  people.me = MEMBER;
  await open('account', { permissions: ['clipboard-read', 'clipboard-write'] });
  await button('Make a key').click();
  await page.fill('#key-name', 'NAS');
  await page.getByLabel('look at addresses').uncheck();
  assert.equal(await page.getByLabel('see what admins see').count(), 0);
  await page.selectOption('#key-days', '30');
  await button('Make it').click();
  await seen('“NAS” is made.');
  const { scopes, expiresAt } = asked('POST', /keys$/)[0].body;
  assert.deepEqual(scopes, ['stream']);
  assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 30 * 86_400_000) < 60_000);
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await seen('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^curl -OJG -H 'Authorization: Bearer tvn_5q2m7xk3w6y4'/);
  await button('I have kept it').click();
  assert.doesNotMatch(await page.content(), /tvn_5q2m/);
  await page.getByRole('button', { name: 'End it: NAS' }).click();
  await seen('Programs that use it stop working.');
  await button('End it').click();
  await page.locator('.row', { hasText: 'NAS' }).waitFor({ state: 'detached' });
});

test('logins are ended one by one, and all but this', async () => {
  people.me = MEMBER;
  await open('account');
  await page.getByRole('button', { name: 'Log out: Chrome · Android' }).click();
  await page.locator('.row', { hasText: 'Android' }).waitFor({ state: 'detached' });
  assert.equal(asked('DELETE', /sessions\/bbbbbbbbbbbb$/).length, 1);
  assert.equal(await page.getByRole('button', { name: 'Log out everywhere else' }).count(), 0);
});

test('all that is kept is saved as a file', async () => {
  people.me = MEMBER;
  await open('account');
  const arrives = page.waitForEvent('download');
  await button('Save all of it as a file').click();
  assert.equal((await arrives).suggestedFilename(), 'taivideonhanh-mai.tran.json');
  await button('Delete the history').click();
  await page.getByRole('group', { name: 'It cannot be brought back.' }).getByRole('button').first().click();
  await seen('The history is deleted.');
});

/** Fills both screens with all there can be; calls `look` with the name of each state. */
async function journey(options, look) {
  people.me = { ...GUEST, registration: 'invite' };
  await open('account?invite=s7cu', options);
  await page.locator('#ticket').waitFor();
  await look('welcome');
  people.me = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin', tierUntil: '2027-01-01T00:00:00.000Z' } };
  people.keys = [{ id: 'k', name: 'NAS', scopes: ['analyze'], createdAt: '2026-10-01T00:00:00Z' }];
  await open('account', options);
  await page.locator('.rows').nth(1).waitFor();
  await page.locator('#keys-part ~ .quiet').click();
  await page.locator('#factor-part ~ .quiet').click();
  await page.locator('.qr').waitFor();
  await page.locator('#leave-part ~ .part-acts button').last().click();
  await page.locator('#leave-password').waitFor();
  await look('account');
  await page.fill('#key-name', 'a');
  await page.locator('#keys-part ~ form .primary').click();
  await page.fill('#factor-code', '123456');
  await page.locator('.enrol .primary').click();
  await page.locator('.codes').waitFor();
  await page.locator('.made').waitFor();
  await look('shown once');
  people.entries = [1, 2, 3, 9, 40].map((n) => entry(n, { outcome: n % 2 ? 'cut' : 'complete', sent: 9e6 }));
  people.links = [link(70)];
  people.tell(running(80, 123_000_000));
  people.tell(running(81, 5_000_000, { total: undefined, title: 'x'.repeat(200) }));
  await open('downloads', options);
  await page.locator('[data-phase=running]').first().waitFor();
  await page.locator('[data-phase=complete] .round').first().click();
  await page.locator('.toast').waitFor();
  await look('downloads');
}

for (const [width, colorScheme, locale] of [
  [360, 'light', 'vi-VN'],
  [360, 'dark', 'en-GB'],
  [1280, 'light', 'en-GB'],
  [1280, 'dark', 'vi-VN'],
]) {
  test(`axe finds nothing at ${width} px in ${colorScheme}, ${locale}`, async () => {
    await journey({ viewport: { width, height: 900 }, colorScheme, locale }, async (state) =>
      assert.deepEqual(await violations(page), [], state),
    );
  });
}

test('nothing is wider than a window of 320 px, and all can be pressed', async () => {
  await journey({ viewport: { width: 320, height: 700 }, locale: 'vi-VN' }, async (state) => {
    const { wide, room, small } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
      small: [...document.querySelectorAll('button, input:not([type=checkbox]), select, nav a')]
        .filter((node) => node.checkVisibility())
        .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24),
    }));
    assert.ok(wide <= room, `${state}: ${wide} > ${room}`);
    assert.deepEqual(small, [], state);
  });
});

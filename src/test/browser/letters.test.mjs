// Letters and a login provider, where the server has them, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openPage, violations } from './browser.mjs';
import { ACCOUNT, GUEST, MEMBER } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';
import { VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1';
let browser;
let mock;
let people;
let page;
let opened;

const seen = (words) => page.getByText(words).first().waitFor();
const button = (name) => page.getByRole('button', { name, exact: true });
const bodies = (path) => mock.requests.filter((each) => path.test(each.path)).map(({ body }) => body);

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
  ({ people } = mock);
});
beforeEach(() => mock.reset());
afterEach(async () => {
  opened.assertClean();
  await opened.close();
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

test('without letters and a provider the page offers neither', async () => {
  await open('account');
  await seen('An admin of this server can give you a link');
  assert.equal(await page.locator('.provider').count(), 0);
});

test('who forgot the password asks for a letter, and is not told whether there is such an address', async () => {
  people.me = { ...GUEST, mail: true };
  await open('account');
  await button('Forgot the password?').click();
  await page.fill('#email', 'mai@example.com');
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Enter');
  await seen('If an account has confirmed this address');
  assert.deepEqual(bodies(/reset\/mail$/), [{ email: 'mai@example.com' }]);
});

test('an address is changed for the password, and its letter sent again', async () => {
  people.me = { ...MEMBER, mail: true };
  await open('account');
  await button('Change the address').click();
  await page.fill('#email', 'mai@example.com');
  await page.fill('#email-password', 'a password');
  await button('Save').click();
  await seen('A letter is on its way');
  await seen('not confirmed yet');
  assert.deepEqual(await violations(page), []);
  await button('Send the letter again').click();
  assert.equal(bodies(/email$/).length, 1);
});

test('the link of a letter confirms its address and leaves the address bar', async () => {
  people.me = { ...MEMBER, mail: true, account: { ...ACCOUNT, email: 'm@example.com', emailConfirmed: true } };
  await open('account#confirm=abc');
  await seen('The address is confirmed.');
  assert.deepEqual(bodies(/confirm$/), [{ link: 'abc' }]);
  assert.doesNotMatch(page.url(), /abc/);
});

test('a login at the provider leads back to what was pasted', async () => {
  people.me = { ...GUEST, provider: { label: 'Home' } };
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await open(`account#back=${encodeURIComponent(LINK)}`);
  assert.deepEqual(await violations(page), []);
  await button('Log in with Home').click();
  await page.locator('.result').waitFor();
  assert.equal(await page.inputValue('#url'), LINK);
});

test('a login that fails at the provider says why', async () => {
  people.me = { ...GUEST, provider: { label: 'Home' } };
  people.outcome = 'provider-unavailable';
  await open('account');
  await button('Log in with Home').click();
  await seen('The login provider cannot be reached');
});

test('a login at the provider is unlinked', async () => {
  people.me = { ...MEMBER, provider: { label: 'Home' }, account: { ...ACCOUNT, linked: true } };
  await open('account');
  await button('Unlink it').click();
  await seen('You will log in with the password only.');
  await button('Unlink it').click();
  await button('Link it').waitFor();
});

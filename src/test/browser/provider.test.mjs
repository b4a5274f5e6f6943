// A login at a real OpenID Connect provider (oidc-provider), on the real server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { launch, violations } from './browser.mjs';
import { freePort, ROOT, startReal } from './servers.mjs';

const ANSWERED_WITHIN = 30_000;
const HERE = /^http:\/\/127\.0\.0\.1:\d+\//;
let provider;
let real;
let browser;
let context;
let page;

/** The provider of the tests in Java; it ends with its standard input. */
async function startProvider(callback) {
  const node = process.env.TVN_TEST_NODE ?? process.execPath;
  const folder = join(ROOT, 'src/test/provider');
  const child = spawn(node, ['provider.mjs', callback], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [issuer] = await once(createInterface(child.stdout), 'line');
  return { issuer, stop: () => child.stdin.end() };
}

before(async () => {
  const port = await freePort();
  const home = `http://127.0.0.1:${port}`;
  provider = await startProvider(`${home}/api/auth/oidc/callback`);
  real = await startReal(
    { TVN_HTTP_PORT: String(port), TVN_OIDC_CLIENT_SECRET: 'the secret of the test client' },
    {
      http: { publicUrl: home },
      access: { mode: 'open' },
      accounts: { registration: 'closed' },
      oidc: { issuer: provider.issuer, clientId: 'tvn', label: 'Home', register: true },
    },
  );
  browser = await launch();
  context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  // The provider's sample pages ask the Internet for a typeface.
  await context.route(
    (asked) => !HERE.test(asked.href),
    (route) => route.abort(),
  );
  page = await context.newPage();
  page.setDefaultTimeout(ANSWERED_WITHIN);
});
after(async () => {
  await browser?.close();
  await real?.stop();
  provider?.stop();
});

const button = (name) => page.getByRole('button', { name, exact: true });
const seen = (words) => page.getByText(words).first().waitFor();
const me = async () => (await context.request.get(`${real.url}api/auth/me`)).json();

/** Through the provider's own pages: who one is, and that the server may know it. */
async function signIn(name) {
  await page.waitForURL((url) => url.href.startsWith(provider.issuer));
  await page.fill('input[name=login]', name);
  await page.fill('input[name=password]', 'anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('who has no account gets one by a login at the provider, sees it, and logs out', async () => {
  await page.goto(`${real.url}account`);
  await button('Log in with Home').click();
  await signIn('mai');
  await page.waitForURL((url) => url.href.startsWith(real.url) && url.pathname === '/');
  await page.goto(`${real.url}account`);
  await seen('You can log in with Home.');
  const known = await me();
  assert.equal(known.kind, 'member');
  assert.equal(known.account.name, 'mai');
  assert.equal(known.account.linked, true);
  const cookies = await context.cookies(real.url);
  const ours = cookies.filter(({ name }) => name.startsWith('tvn-'));
  assert.deepEqual(ours.map(({ name }) => name).sort(), ['tvn-access', 'tvn-refresh']);
  assert.ok(ours.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Strict'));
  assert.deepEqual(await violations(page), []);
  await button('Log out').first().click();
  await button('Log in with Home').waitFor();
  assert.equal((await me()).kind, 'guest');
});

test('who comes again has the same account', async () => {
  await page.goto(`${real.url}account`);
  await button('Log in with Home').click();
  // The provider remembers whom it let in, and asks nothing.
  await page.waitForURL((url) => url.pathname === '/');
  assert.equal((await me()).account.name, 'mai');
});

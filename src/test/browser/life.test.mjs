// The life of an account, on the real server with the sample site as the Internet.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { launch, openPage, paste, violations } from './browser.mjs';
import { ROOT, startReal } from './servers.mjs';

const PICTURES = join(ROOT, 'target/screenshots');
const ANALYSED_WITHIN = 60_000;
const ANSWERED_WITHIN = 30_000;
const PASSWORD = 'sông hương buổi sớm mai';
let real;
let browser;
let opened;
let page;
let admin;

/** Asks the API as somebody who keeps cookies, as a script does. */
function visitor() {
  const jar = new Map();
  return async (method, path, body) => {
    const answer = await fetch(real.url + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: body && JSON.stringify(body),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      jar.set(name, value);
    }
    const told = answer.status === 204 ? null : await answer.json();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(told)}`);
    return told;
  };
}

/** What the first admin registers with, as the server's log says. */
async function firstCode() {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const [, code] = real.told().match(/registers with the code (\w+)/) ?? [];
    if (code) return code;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return assert.fail(real.told());
}

before(async () => {
  await mkdir(PICTURES, { recursive: true });
  const accounts = { registration: 'open' };
  const tiers = { free: { downloadsPerDay: 2 } };
  real = await startReal({}, { access: { mode: 'open' }, accounts, tiers });
  browser = await launch();
  const ticket = await firstCode();
  admin = visitor();
  await admin('POST', 'api/auth/register', { name: 'boss', password: PASSWORD, ticket });
});
beforeEach(async () => {
  opened = await openPage(browser, real.url, { reducedMotion: 'reduce' });
  ({ page } = opened);
  page.setDefaultTimeout(ANSWERED_WITHIN);
});
afterEach(async () => {
  opened.assertClean();
  await opened.close();
});
after(async () => {
  await browser?.close();
  await real?.stop();
});

const button = (name) => page.getByRole('button', { name, exact: true });
const seen = (words) => page.getByText(words).first().waitFor();
const picture = (name) => page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function visit(path) {
  await page.goto(real.url + path);
  await page.locator('#main').waitFor();
}

async function register(name) {
  await visit('account');
  await button('No account yet? Make one').click();
  await page.fill('#name', name);
  await page.fill('#password', PASSWORD);
  await button('Make the account').click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function logIn(name, password = PASSWORD) {
  await page.fill('#name', name);
  await page.fill('#password', password);
  await button('Log in').click();
}

/** Pastes the address of a sample and clicks its first choice. */
async function choose(sample) {
  await visit('');
  await paste(page, `${real.origin}/watch/${sample}`);
  await page.locator('main[data-phase=completed]').waitFor({ timeout: ANALYSED_WITHIN });
  await page.locator('.preset').first().click();
}

async function download(sample) {
  const arrives = page.waitForEvent('download', { timeout: ANALYSED_WITHIN });
  await choose(sample);
  await (await arrives).path();
  await page.locator('.dl[data-phase=complete]').waitFor();
}

const idOf = async (name) =>
  (await admin('GET', `api/admin/users?search=${name}`)).users.find((user) => user.name === name).id;

test('a full life: from registering to the limit, to Pro, to a key, to the end', async () => {
  await register('ann');
  const other = await page.context().newPage();
  other.setDefaultTimeout(ANSWERED_WITHIN);
  await other.goto(`${real.url}downloads`);
  await other.getByText('Nothing downloaded yet').waitFor();
  await download('progressive');
  // The other window heard of it while it ran, without asking.
  await other.locator('.dl[data-phase=complete]').waitFor();
  await other.locator('[data-count=day]', { hasText: '1 of 2' }).waitFor();
  await other.close();
  await download('adaptive');
  await choose('progressive');
  await seen('The downloads of this day are used up');
  await visit('downloads');
  await seen('Used up for today.');
  assert.deepEqual(await violations(page), []);
  await picture('downloads');

  await admin('PATCH', `api/admin/users/${await idOf('ann')}`, { tier: 'pro' });
  await download('progressive');
  await visit('account');
  await seen('Pro');
  await page.locator('[data-count=day]', { hasText: '3 of 100' }).waitFor();

  await button('Make a key').click();
  await page.fill('#key-name', 'a script');
  await button('Make it').click();
  const line = await page.locator('.made pre').innerText();
  assert.deepEqual(await violations(page), []);
  await picture('account');
  const folder = await mkdtemp(join(tmpdir(), 'tvn-curl-'));
  const asked = line.replace('https://example.com/video', `${real.origin}/watch/progressive`);
  await promisify(execFile)('bash', ['-c', asked], { cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  const [name] = await readdir(folder);
  assert.match(name, /\.mp4$/);
  const best = await (await fetch(`${real.origin}/media/clip-720p.mp4`)).arrayBuffer();
  assert.equal(sum(await readFile(join(folder, name))), sum(Buffer.from(best)));
  await rm(folder, { recursive: true });

  await button('Log out everywhere').click();
  await page.getByRole('group', { name: 'Here, too?' }).getByRole('button').first().click();
  await seen('You are logged out everywhere.');
  await logIn('ann');
  await button('Delete the account…').click();
  await page.fill('#leave-password', PASSWORD);
  await button('Delete the account for good').click();
  await seen('The account is deleted.');
  await logIn('ann');
  await seen('The login does not hold');
});

/** The code of now for a secret in base32, RFC 6238. */
function codeOf(secret) {
  const bits = [...secret.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('a second factor is set up by its QR code, asked for, and a recovery code stands in', async () => {
  await register('binh');
  await button('Set it up').click();
  await page.locator('.qr').waitFor();
  await page.fill('#factor-code', codeOf(await page.getByLabel('Secret', { exact: true }).inputValue()));
  await button('Turn it on').click();
  const code = await page.locator('.codes code').first().innerText();
  await button('I have kept them').click();
  await seen('10 recovery codes are left.');
  await button('Log out').first().click();
  await seen('You are logged out.');
  await logIn('binh');
  await page.fill('#otp', code);
  await button('Log in').click();
  await seen('9 recovery codes are left.');
});

test('a forgotten password is set anew by the link of an admin', async () => {
  await register('chi');
  await button('Log out').first().click();
  await seen('You are logged out.');
  const { link } = await admin('POST', `api/admin/users/${await idOf('chi')}/reset`);
  await page.goto('about:blank');
  await visit(`account#reset=${encodeURIComponent(link)}`);
  assert.doesNotMatch(page.url(), /reset/);
  await page.fill('#password', 'một con ngựa đau cả tàu bỏ cỏ');
  await button('Set the password').click();
  await seen('The password is set.');
  await logIn('chi', 'một con ngựa đau cả tàu bỏ cỏ');
  await page.getByRole('heading', { name: 'chi', level: 1 }).waitFor();
});

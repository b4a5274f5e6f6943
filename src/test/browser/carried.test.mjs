// What is carried elsewhere or kept, on the real server with the sample site as the Internet.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launch, openPage, paste } from './browser.mjs';
import { startReal } from './servers.mjs';

const ANALYSED_WITHIN = 60_000;
const run = promisify(execFile);
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');
let real;
let browser;
let opened;
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tvn-carried-'));
  real = await startReal();
  browser = await launch();
});
afterEach(async () => {
  opened?.assertClean();
  await opened?.close();
  opened = null;
});
after(async () => {
  await browser?.close();
  await real?.stop();
  await rm(folder, { recursive: true });
});

const open = async (path = '', options = {}) => {
  opened = await openPage(browser, real.url + path, options);
  return opened.page;
};

test('the line for a shell downloads the same file, on a link that is bound to nobody', async () => {
  const page = await open();
  await paste(page, `${real.origin}/watch/progressive`);
  await page.locator('.result').waitFor({ timeout: ANALYSED_WITHIN });
  const arrives = page.waitForEvent('download');
  await page.locator('[data-preset="720p"]').click();
  await (await arrives).path();
  await page.locator('.dl').getByRole('button', { name: /^Elsewhere: / }).click();
  await run('sh', ['-c', await page.getByLabel('curl', { exact: true }).inputValue()], { cwd: folder });
  const [name] = await readdir(folder);
  assert.match(name, /^Sông Hương buổi sớm.*\.mp4$/);
  const original = await (await fetch(`${real.origin}/media/clip-720p.mp4`)).arrayBuffer();
  assert.equal(sum(await readFile(join(folder, name))), sum(Buffer.from(original)));
});

test('the page opens without a network, of one release that is kept for ever', async () => {
  const page = await open('', { serviceWorkers: 'allow' });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map(({ url }) => new URL(url).pathname);
  });
  const released = kept.map((path) => path.match(/^\/v\/[0-9a-f]{12}\//)?.[0]).filter(Boolean);
  assert.equal(new Set(released).size, 1, `${kept}`);
  await opened.context.setOffline(true);
  const shared = encodeURIComponent(`Look: ${real.origin}/watch/progressive`);
  await page.goto(`${real.url}?title=Spring&text=${shared}`);
  await page.getByText('The server cannot be reached').first().waitFor();
  await opened.context.setOffline(false);
  await page.locator('.result').waitFor({ timeout: ANALYSED_WITHIN });
});

test('a request tried on the API\'s page is answered by this server', async () => {
  const page = await open('docs');
  const live = page.locator('#live');
  await live.scrollIntoViewIfNeeded();
  await live.locator('.try > button').click();
  await live.getByRole('button', { name: 'Send' }).click();
  await live.locator('[role=status]').filter({ hasText: /^200 · / }).waitFor();
  assert.match(await live.locator('.try-answer pre').first().innerText(), /content-security-policy: default-src 'none'/);
});

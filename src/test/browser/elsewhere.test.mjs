// What is taken to another device or program: codes to scan, links, lines for a shell.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { curlLine } from '../../../webroot/js/curl.js';
import { launch, openPage, paste, violations } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { VIDEO } from './samples.mjs';
import { ROOT } from './servers.mjs';

const LINK = 'https://example.com/v1';
const PICTURES = join(ROOT, 'target/screenshots');
const run = promisify(execFile);
let browser;
let mock;
let opened;
let folder;

before(async () => {
  await mkdir(PICTURES, { recursive: true });
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(async () => {
  mock.reset();
  folder = await mkdtemp(join(tmpdir(), 'tvn-curl-'));
});
afterEach(async () => {
  opened?.assertClean();
  await opened?.close();
  opened = null;
  await rm(folder, { recursive: true, force: true });
});
after(async () => {
  await browser.close();
  await mock.stop();
});

const show = async (options = {}) => {
  opened = await openPage(browser, mock.url, { reducedMotion: 'reduce', deviceScaleFactor: 2, ...options });
  const { page } = opened;
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await paste(page, LINK);
  await page.locator('.result').waitFor();
  return page;
};

/** What a camera would read on the screen. */
const scanned = async (page) => {
  await page.locator('svg.qr').waitFor();
  const { data, width, height } = PNG.sync.read(await page.locator('svg.qr').screenshot());
  return jsqr(new Uint8ClampedArray(data), width, height)?.data;
};

const lineOf = (page) => page.getByLabel('curl', { exact: true }).inputValue();

for (const [width, colorScheme, locale, words] of [
  [360, 'dark', 'vi-VN', /^Máy khác: /],
  [1280, 'light', 'en-GB', /^Elsewhere: /],
]) {
  test(`a code leads another device to the video, and to the file, at ${width} px`, async () => {
    const page = await show({ viewport: { width, height: 800 }, colorScheme, locale });
    await page.locator('.media').getByRole('button', { name: words }).press('Enter');
    assert.equal(await scanned(page), `${mock.url}#url=${encodeURIComponent(LINK)}`);
    assert.deepEqual(await violations(page), []);
    await page.screenshot({ path: join(PICTURES, `elsewhere-page-${width}.png`) });
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), words);
    await page.locator('[data-preset="360p"]').click();
    await page.locator('.dl').getByRole('button', { name: words }).click();
    const shared = await scanned(page);
    assert.equal(shared, `${mock.url}api/streaming/stream/token-2`);
    assert.equal(mock.tokens.get('token-2').request.bind, 'none');
    assert.deepEqual(await violations(page), []);
    await page.screenshot({ path: join(PICTURES, `elsewhere-file-${width}.png`) });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}

test('the line for a shell downloads the file when it is pasted', async () => {
  const page = await show();
  await page.locator('[data-preset="360p"]').click();
  await page.locator('.dl').getByRole('button', { name: /^Elsewhere: / }).click();
  await page.getByRole('button', { name: 'Copy as curl: curl' }).waitFor();
  await run('sh', ['-c', await lineOf(page)], { cwd: folder });
  assert.equal(await readFile(join(folder, 'Mùa xuân.mp4'), 'utf8'), 'the bytes');
});

test('a code of the same link is asked for once, and what went wrong is said in its place', async () => {
  const page = await show();
  await page.locator('[data-preset="360p"]').click();
  const open = page.locator('.dl').getByRole('button', { name: /^Elsewhere: / });
  mock.tokenAnswers = [
    (response) => mock.problem(response, 429, 'daily-limit', 'No more today.', { 'Retry-After': '60' }),
  ];
  await open.click();
  await page.locator('dialog').getByText('The downloads of this day are used up').waitFor();
  await page.keyboard.press('Escape');
  await open.click();
  await page.locator('svg.qr').waitFor();
  const { size } = mock.tokens;
  await page.getByRole('button', { name: 'Close' }).click();
  await open.click();
  await page.locator('svg.qr').waitFor();
  assert.equal(mock.tokens.size, size);
});

test('no name breaks out of the line', async () => {
  const names = ['$(touch owned).mp4', '`touch owned`.mp4', '";touch owned;".mp4', '\\', '-o', '!!.mp4', 'a\u202Eb\n%PATH%.mp4', '../up.mp4', "it's.mp4"];
  for (const fileName of names) {
    const line = curlLine({ streamUrl: '/x', fileName, resumable: false }, 'http://host');
    const echoed = line.replace(/^curl /, "printf '%s\\n' ");
    const { stdout } = await run('sh', ['-c', echoed], { cwd: folder });
    const [, option, name, url, ...more] = stdout.split('\n');
    assert.deepEqual([option, url, more], ['-o', 'http://host/x', ['']], line);
    assert.doesNotMatch(name, /[/\\$`"%!\p{Cc}\p{Bidi_Control}]|^-/u);
  }
  assert.deepEqual(await readdir(folder), []);
});

for (const [width, colorScheme, locale] of [[360, 'dark', 'vi-VN'], [1280, 'light', 'en-GB']]) {
  test(`the ways that lead here are shown at ${width} px`, async () => {
    opened = await openPage(browser, `${mock.url}shortcuts`, { viewport: { width, height: 900 }, colorScheme, locale });
    const { page } = opened;
    await page.locator('.way').nth(4).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.screenshot({ path: join(PICTURES, `shortcuts-${width}.png`), fullPage: true });
  });
}

test('the bookmark opens the page that it is pressed on, and says what it is for when pressed here', async () => {
  opened = await openPage(browser, `${mock.url}shortcuts`);
  const { page } = opened;
  const link = page.locator('.bookmarklet');
  const script = await link.getAttribute('href');
  await link.press('Enter');
  await page.getByText('It works on other pages').waitFor();
  const there = `${mock.url}robots.txt?v=1&t=a#b`;
  mock.script(there, { state: 'completed', result: VIDEO });
  await page.goto(there);
  // The address bar decodes it, and runs it, as a press in the bookmarks bar does.
  await page.evaluate(decodeURIComponent(script.slice('javascript:'.length)));
  await page.locator('.result').waitFor();
  assert.equal(await page.inputValue('#url'), there);
});

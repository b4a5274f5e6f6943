// The way from an address to a file in a browser that runs no script, on the real server.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, test } from 'node:test';
import { launch, openPage, violations } from './browser.mjs';
import { startReal } from './servers.mjs';

const ANALYSED_WITHIN = 60_000;
let real;
let browser;
let opened;

before(async () => {
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
});

const open = async (path = '', options = {}) => {
  opened = await openPage(browser, real.url + path, { javaScriptEnabled: false, ...options });
  return opened.page;
};

const sample = (name) => `${real.origin}/watch/${name}`;

/** Types an address and waits, as the page does by itself, for `what` to come. */
const submit = async (page, address, what) => {
  await page.locator('#url').fill(address);
  await page.locator('.box-go').click();
  await page.locator(what).first().waitFor({ timeout: ANALYSED_WITHIN });
};

const widthBeyond = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** The page of an analysis that has ended, by forms alone. */
const analysed = async (name, what, options) => {
  const page = await open('', options);
  await submit(page, sample(name), what);
  return page;
};

test('an address becomes the same file, byte for byte, with its name', async () => {
  const page = await analysed('progressive', '.preset');
  assert.match(page.url(), /\/plain\/[0-9a-z]{26}(\?wait=20)?$/);
  assert.match(await page.locator('.media-title').innerText(), /Sông Hương buổi sớm/);
  const choice = page.locator('.preset[value="720p"]');
  assert.match(await choice.innerText(), /720p[\s\S]*MP4[\s\S]*MB[\s\S]*exact size, resumable/);
  const arrives = page.waitForEvent('download');
  await choice.click();
  const download = await arrives;
  assert.match(download.suggestedFilename(), /^Sông Hương buổi sớm.*\.mp4$/);
  const sent = await readFile(await download.path());
  const there = await fetch(`${real.origin}/media/clip-720p.mp4`);
  assert.ok(sent.equals(Buffer.from(await there.arrayBuffer())), `${sent.length} bytes`);
  assert.equal(await page.locator('.preset[value="720p"]').count(), 1, 'the page is still there');
});

test('sound that is made into another form arrives', async () => {
  const page = await analysed('adaptive', '.preset');
  const arrives = page.waitForEvent('download', { timeout: ANALYSED_WITHIN });
  await page.locator('.preset[value="mp3"]').click();
  const download = await arrives;
  assert.match(download.suggestedFilename(), /\.mp3$/);
  assert.ok((await readFile(await download.path())).length > 10_000);
});

test('a page without a video says so in the reader\'s language, and another can be tried', async () => {
  const page = await analysed('empty', '.problem', { locale: 'vi-VN' });
  await page.getByRole('heading', { name: 'Không thấy video ở địa chỉ này' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'vi');
  assert.equal(await page.locator('#url').inputValue(), sample('empty'));
  await submit(page, sample('progressive'), '.preset');
  await page.getByText('đúng kích thước, tải tiếp được').first().waitFor();
  await page.locator('.brand').click();
  await page.waitForURL(real.url);
  await page.locator('form[action="/plain"]').waitFor();
});

test('where scripts fail to come, the form comes in their place', async () => {
  const page = await open('plain', {
    ...{ javaScriptEnabled: true, reducedMotion: 'reduce' },
    viewport: { width: 320, height: 700 },
  });
  await page.route('**/js/main.js', (route) => route.abort());
  await page.goto(real.url);
  const box = page.locator('#url');
  assert.equal(await box.isVisible(), false, 'scripts may still come');
  // As if the time were over.
  await page.evaluate(() => document.getAnimations().forEach((each) => each.finish()));
  await box.waitFor();
  assert.deepEqual(await violations(page), []);
  assert.ok((await widthBeyond(page)) <= 0, 'the form fits');
  await submit(page, sample('progressive'), '.preset');
});

test('where scripts come, nothing of the form for the others is left', async () => {
  const page = await open('', { javaScriptEnabled: true });
  assert.equal(await page.locator('main').count(), 1);
  assert.equal(await page.locator('.late').count(), 0);
});

test('a video of a list is analysed by its button', async () => {
  const page = await open('plain');
  await submit(page, `${real.origin}/playlist`, '.entry');
  await page.locator('.entry').first().click();
  await page.locator('.preset').first().waitFor({ timeout: ANALYSED_WITHIN });
});

test('what is refused at once is a page with what was typed', async () => {
  const page = await open('plain');
  await submit(page, 'http://127.0.0.1:1/"><b>', '.problem');
  assert.match(await page.locator('.problem h2').innerText(), /not|may/);
  assert.equal(await page.locator('#url').inputValue(), 'http://127.0.0.1:1/"><b>');
  await page.goto(`${real.url}plain/${'0'.repeat(26)}`);
  await page.getByRole('heading', { name: 'This analysis is not known any more' }).waitFor();
});

test('a hostile title is text', async () => {
  const page = await analysed('hostile', '.preset');
  assert.match(await page.locator('.media-title').innerText(), /<script>alert\(1\)<\/script>/);
  assert.doesNotMatch(await page.title(), /\u202e/);
  assert.equal(await page.locator('script').count(), 0);
});

for (const [width, colorScheme] of [[320, 'light'], [1280, 'dark']]) {
  test(`all of it is for everybody, ${width} wide and ${colorScheme}`, async () => {
    // axe is a script itself, so that here the browser runs some.
    const look = { javaScriptEnabled: true, viewport: { width, height: 900 }, colorScheme };
    const page = await open('plain', look);
    const check = async (what) => {
      assert.deepEqual(await violations(page), [], what);
      const wide = await widthBeyond(page);
      assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
    };
    await check('the box');
    for (const [address, what] of [
      [sample('adaptive'), '.preset'],
      [sample('empty'), '.problem'],
      [`${real.origin}/playlist`, '.entry'],
    ]) {
      await submit(page, address, what);
      await check(what);
    }
  });
}

test('the pages that wait are for everybody', async () => {
  // So long that the pages are looked at while they wait.
  await fetch(`${real.url}api/admin/queue/pause`, { method: 'POST' });
  try {
    const page = await open('plain', { javaScriptEnabled: true });
    await submit(page, sample('storyboard'), '.steps');
    assert.deepEqual(await violations(page), []);
    await page.getByText('The page renews itself').waitFor();
    await page.getByRole('link', { name: 'Look again' }).click();
    await page.locator('.step-now').waitFor();
    await fetch(`${real.url}api/admin/queue/resume`, { method: 'POST' });
    await page.locator('.preset').first().waitFor({ timeout: ANALYSED_WITHIN });
  } finally {
    await fetch(`${real.url}api/admin/queue/resume`, { method: 'POST' });
  }
});

// The states of the first screen, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openPage, paste } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { HOSTILE, PLAYLIST, VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1';
let browser;
let mock;
let page;
let opened;

const open = async (path = '', options = {}) => {
  await opened?.close();
  opened = await openPage(browser, mock.url + path, options);
  ({ page } = opened);
};
const text = (selector) => page.locator(selector).innerText();
/** What a screen reader is told comes a moment after what is seen. */
const spoken = (words) => page.locator('#spoken').filter({ hasText: words }).waitFor({ state: 'attached' });
const seen = (words) => page.getByText(words).first().waitFor();
const asked = (method, path) =>
  mock.requests.filter((each) => each.method === method && path.test(each.path));
const until = async (what, holds) => {
  for (const end = Date.now() + 8_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};
const analysed = async (result = VIDEO) => {
  const analysis = mock.script(LINK, { state: 'completed', result });
  await paste(page, LINK);
  await page.locator('.result').waitFor();
  return analysis;
};

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(() => {
  mock.reset();
  return open();
});
afterEach(() => opened.assertClean());
after(async () => {
  await opened?.close();
  await browser.close();
  await mock.stop();
});

test('pasting starts at once and every step is told', async () => {
  const analysis = mock.script(LINK, { state: 'queued', place: 2 });
  await paste(page, `Look: ${LINK}`);
  await seen('In the queue: 2nd');
  assert.equal(await page.inputValue('#url'), LINK);
  assert.deepEqual(asked('POST', /analyze$/)[0].body, { url: LINK });
  await until('events are followed', () => analysis.feed.opened === 1);
  const now = page.locator('.step-now');
  analysis.become({ state: 'queued', place: 1 });
  await seen('Next in the queue');
  analysis.become({ state: 'active', step: 'reading' });
  await now.filter({ hasText: 'Reading the page' }).waitFor();
  await spoken(/Reading the page/);
  analysis.become({ state: 'active', step: 'formats' });
  await now.filter({ hasText: 'Finding formats' }).waitFor();
  analysis.become({ state: 'completed', result: VIDEO });
  await page.locator('.result').waitFor();
  assert.equal(await text('.media-title'), VIDEO.media.title);
  assert.match(await text('.media-facts'), /Example\s+Length:\s+12:34\s+by Kênh Du Lịch Chậm/);
  await spoken(/^Ready: Mùa xuân.*7 choices\.$/);
});

test('a dropped link, a link in the address and the button start too', async () => {
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await open(`?url=${encodeURIComponent(LINK)}`);
  await page.locator('.result').waitFor();
  assert.equal(new URL(page.url()).search, '', 'a private link does not stay in the address');
  await page.reload();
  await page.locator('.result').waitFor();
  await open();
  await page.evaluate((url) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/uri-list', url);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, LINK);
  await page.locator('.result').waitFor();
  await open();
  await page.fill('#url', 'example.com/v1');
  await page.getByRole('button', { name: 'Get video' }).click();
  await page.locator('.result').waitFor();
});

test('what is no address is refused without asking the server', async () => {
  await page.fill('#url', 'my cat');
  await page.keyboard.press('Enter');
  await seen('This is not a web address');
  assert.equal(await page.getAttribute('#url', 'aria-invalid'), 'true');
  assert.equal(asked('POST', /analyze$/).length, 0);
});

test('cancel leaves the analysis and offers to look again', async () => {
  const analysis = mock.script(LINK, { state: 'active', step: 'reading' });
  await paste(page, LINK);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled.').first().waitFor();
  await until('the server knows', () => analysis.left);
  analysis.become({ state: 'completed', result: VIDEO });
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.locator('.result').waitFor();
});

test('a new link leaves the one before, and late news of that one are not heard', async () => {
  const first = mock.script(LINK, { state: 'active', step: 'reading' });
  const second = mock.script('https://example.com/v2', { state: 'active', step: 'reading' });
  await paste(page, LINK);
  await page.locator('.steps').waitFor();
  await paste(page, 'https://example.com/v2');
  await until('the first was left', () => first.left);
  first.become({ state: 'completed', result: HOSTILE });
  second.become({ state: 'completed', result: VIDEO });
  await page.locator('.result').waitFor();
  assert.equal(await text('.media-title'), VIDEO.media.title);
});

test('what takes longer than usual says so', async () => {
  await page.clock.install();
  const analysis = mock.script(LINK, { state: 'active', step: 'reading' });
  await paste(page, LINK);
  await page.locator('.steps').waitFor();
  assert.equal(await page.getByText('It takes longer than usual').count(), 0);
  await page.clock.fastForward(21_000);
  await seen('It takes longer than usual');
  analysis.now = { ...analysis.now, state: 'completed', result: VIDEO };
  analysis.feed.send(analysis.now);
  await page.clock.fastForward(1_000);
  await page.locator('.result').waitFor();
});

test('a server that cannot take more now says when to come again', async () => {
  mock.analyzeAnswer = (response) =>
    mock.problem(response, 503, 'unavailable', 'The server is being restarted.', { 'Retry-After': '5' });
  await paste(page, LINK);
  await seen('The server is being restarted.');
  await page.getByRole('button', { name: /^Try again in/ }).waitFor();
});

test('a failure is told with its sentence and what to do', async () => {
  const problem = { code: 'video-private', detail: 'The video is private: ask its owner.' };
  const analysis = mock.script(LINK, { state: 'failed', problem });
  await paste(page, LINK);
  await seen('The video is private');
  await seen('ask its owner');
  await page.getByRole('button', { name: 'VI: Tiếng Việt' }).click();
  await seen('Video ở chế độ riêng tư');
  assert.equal(await page.getAttribute('.problem-more', 'href'), '/docs#problem-video-private');
  analysis.become({ state: 'completed', result: VIDEO });
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await page.locator('.result').waitFor();
});

test('a problem of a newer server is told in its words', async () => {
  const problem = { code: 'moon-is-full', title: 'The moon is full', detail: 'Wait for the morning.' };
  mock.script(LINK, { state: 'failed', problem });
  await open('', { locale: 'vi-VN' });
  await paste(page, LINK);
  await seen('The moon is full');
  await seen('Wait for the morning.');
});

test('a limit counts down to the moment when asking again helps', async () => {
  mock.script(LINK, { state: 'completed', result: VIDEO });
  mock.analyzeAnswer = (response) =>
    mock.problem(response, 429, 'too-many-analyses', 'Too many wait.', { 'Retry-After': '2' });
  await paste(page, LINK);
  const retry = page.locator('.retry');
  await retry.filter({ hasText: 'Try again in 2 s' }).waitFor();
  assert.equal(await retry.getAttribute('aria-disabled'), 'true');
  await retry.click({ force: true });
  assert.equal(asked('POST', /analyze$/).length, 1, 'not before the time is over');
  mock.analyzeAnswer = null;
  await retry.filter({ hasText: /^\s*Try again\s*$/ }).waitFor();
  await retry.click();
  await page.locator('.result').waitFor();
});

test('a title from the web is text and never markup', async () => {
  await analysed(HOSTILE);
  assert.equal(await text('.media-title'), HOSTILE.media.title);
  assert.equal(await page.locator('.media script, .media-text svg[onload], .media b').count(), 0);
  await page.locator('.thumb img').waitFor({ state: 'detached' });
  assert.doesNotMatch(await page.title(), /owned/);
});

test('the thumbnail comes by way of the server and hides when it is broken', async () => {
  await analysed();
  await until('the picture was asked for', () => asked('GET', /\/thumbnail$/).length === 1);
  await page.locator('.thumb img').waitFor({ state: 'detached' });
});

test('an item of a playlist is analysed by a click, and the way back leads to the list', async () => {
  mock.script('https://example.com/v2', { state: 'completed', result: VIDEO });
  await analysed(PLAYLIST);
  await seen('3 videos');
  await page.getByRole('button', { name: /<i>Mùa hè<\/i> ở Phú Yên/ }).click();
  await page.locator('.preset').first().waitFor();
  assert.equal(await page.inputValue('#url'), 'https://example.com/v2');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await seen('3 videos');
  await page.goBack();
  await page.locator('.preset').first().waitFor();
  await page.goBack();
  await seen('3 videos');
  await page.goBack();
  await page.locator('main[data-phase=idle]').waitFor();
});

test('all formats sort by any column, and a video and an audio are picked together', async () => {
  await analysed();
  await page.getByRole('button', { name: 'All formats (10)' }).click();
  const first = page.locator('tbody tr').first();
  await page.getByRole('button', { name: 'Size', exact: true }).click();
  assert.equal(await page.getAttribute('th.col-size', 'aria-sort'), 'descending');
  assert.match(await first.innerText(), /2160p60/);
  await page.getByRole('button', { name: 'Size', exact: true }).click();
  assert.match(await first.innerText(), /src/);
  await page.getByRole('checkbox', { name: /Pick 140/ }).click();
  await page.getByRole('checkbox', { name: /Pick 137/ }).click();
  await seen('Picked: 137 + 140');
  assert.match(await text('.formats-foot'), /about 133 MB/);
  await page.getByRole('button', { name: 'Download the pick' }).click();
  await page.locator('[data-phase=waiting]').waitFor();
  const [{ body }] = asked('POST', /token$/);
  assert.equal(body.format, '137+140');
});

test('the language is the browser\'s, can be changed, and is remembered', async () => {
  await open('', { locale: 'vi-VN' });
  await seen('Dán liên kết. Nhận video.');
  assert.equal(await page.getAttribute('html', 'lang'), 'vi');
  await page.getByRole('button', { name: 'EN: English' }).click();
  await seen('Paste a link. Get the video.');
  await page.reload();
  await seen('Paste a link. Get the video.');
  assert.match(await page.title(), /paste a link/);
});

test('a lost connection is told and the analysis goes on after it', async () => {
  const analysis = mock.script(LINK, { state: 'active', step: 'reading' });
  await paste(page, LINK);
  await until('events are followed', () => analysis.feed.opened === 1);
  mock.down = true;
  analysis.feed.drop();
  await seen('The server does not answer');
  mock.down = false;
  analysis.become({ state: 'completed', result: VIDEO });
  await page.locator('.result').waitFor();
  await opened.context.setOffline(true);
  await seen('You are offline');
  await opened.context.setOffline(false);
  await page.locator('.connection').waitFor({ state: 'detached' });
});

test('where events are held back, long polls take their place', async () => {
  mock.eventsBroken = true;
  mock.script(LINK, { state: 'active', step: 'reading' }).now = {
    ...{ requestId: [...mock.analyses.keys()][0], url: LINK, attempt: 1 },
    ...{ state: 'active', step: 'formats' },
  };
  await paste(page, LINK);
  await page.locator('.step-now').filter({ hasText: 'Finding formats' }).waitFor();
  const [analysis] = mock.analyses.values();
  analysis.become({ state: 'completed', result: VIDEO });
  await page.locator('.result').waitFor();
  assert.ok(asked('GET', /analyze\/\w+$/).length > 0);
});

// Parts of videos, their subtitles, and playlists as one file, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { clipOf, lengthOf, seconds } from '../../../webroot/js/clip.js';
import { launch, openPage, paste } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { PLAYLIST, SUBTITLED, VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1';
const LIST = 'https://example.com/list';
let browser;
let mock;
let page;
let opened;

const button = (name) => page.getByRole('button', { name });
const issued = () =>
  mock.requests
    .filter((each) => each.method === 'POST' && each.path.endsWith('/token'))
    .map((each) => each.body);
const until = async (what, holds) => {
  for (const end = Date.now() + 8_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};
const show = async (link, result) => {
  const analysis = mock.script(link, { state: 'completed', result });
  await paste(page, link);
  await page.locator('.result').waitFor();
  return analysis.requestId;
};

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(async () => {
  mock.reset();
  opened = await openPage(browser, mock.url);
  ({ page } = opened);
});
afterEach(async () => {
  opened.assertClean();
  await opened.close();
});
after(async () => {
  await browser.close();
  await mock.stop();
});

test('times are read as people write them', () => {
  const cases = { 90: 90, '1:30': 90, '1:02:03.25': 3723.25, '0:00,5': 0.5, ' 7 ': 7, '99:59': 5999 };
  for (const [text, value] of Object.entries(cases)) assert.equal(seconds(text), value, text);
  assert.equal(seconds(''), null);
  for (const text of ['x', '1:60', '1:2:3:4', '-1', '1.2345', '1:', ':1', '1:60:00']) {
    assert.ok(Number.isNaN(seconds(text)), text);
  }
});

test('a clip lies in the video and ends after it starts', () => {
  const of = (start, end, duration = 100) => clipOf({ start, end }, duration);
  assert.deepEqual(of('', ''), { clip: null, wrong: null });
  assert.deepEqual(of('5', '').clip, { start: 5 });
  assert.deepEqual(of('', '9.5').clip, { end: 9.5 });
  assert.deepEqual(of('0', '1:40').clip, { start: 0, end: 100 });
  assert.equal(of('100', '').wrong, 'start');
  assert.equal(of('', '101').why, 'clip.wrong.beyond');
  assert.equal(of('9', '9').why, 'clip.wrong.order');
  assert.equal(of('a', '').why, 'clip.wrong.time');
  assert.equal(of('500', '', null).wrong, null);
  assert.equal(lengthOf({ start: 5 }, 100), 95);
  assert.equal(lengthOf({ start: 5 }, undefined), null);
});

test('a part of a video is asked for with the choice, and a time that is none holds it back', async () => {
  const requestId = await show(LINK, SUBTITLED);
  await page.locator('.extras summary').press('Enter');
  await page.getByLabel('From').fill('1:00.5');
  await page.getByLabel('To', { exact: true }).fill('0:30');
  await page.getByText('The end must be after the start.').waitFor();
  const preset = page.locator('[data-preset="720p"]');
  assert.equal(await preset.getAttribute('aria-disabled'), 'true');
  assert.equal(await page.getByLabel('To', { exact: true }).getAttribute('aria-invalid'), 'true');
  await page.getByLabel('To', { exact: true }).fill('1:30');
  await page.getByText(/30 s will be downloaded/).waitFor();
  await page.getByLabel(/put into the video vi/).check();
  await preset.click();
  await until('a token', () => issued().length === 1);
  assert.deepEqual(issued()[0], {
    ...{ requestId, preset: '720p' },
    ...{ clip: { start: 60.5, end: 90 }, embed: ['vi'] },
  });
});

test('the sizes shown are those of the part, before a link is asked for', async () => {
  const requestId = await show(LINK, VIDEO);
  const preset = page.locator('[data-preset="720p"]');
  const whole = await preset.locator('.preset-size').innerText();
  await page.locator('.extras summary').press('Enter');
  await page.getByLabel('To', { exact: true }).fill('0:30');
  await preset.getByText('4.6 MB').waitFor();
  await preset.getByText('exact size, resumable').waitFor();
  assert.equal(issued().length, 0);
  // A slow machine is asked for the whole before the time is typed.
  const asked = mock.requests
    .filter(({ path, body }) => path.endsWith('/plan') && body.clip)
    .map(({ body }) => body);
  assert.ok(asked.some(({ preset: id }) => id === '720p'));
  assert.deepEqual(asked[0], { requestId, preset: asked[0].preset, clip: { end: 30 } });
  await page.getByLabel('To', { exact: true }).fill('');
  await preset.getByText(whole).waitFor();
});

test('what the analysis could only guess is asked for, and then shown', async () => {
  mock.plansWhole = true;
  const requestId = await show(LINK, SUBTITLED);
  await page.getByText('4.6 MB').first().waitFor();
  assert.equal(await page.getByText("The site's files have no index").count(), 0);
  const asked = mock.requests.filter(({ path }) => path.endsWith('/plan')).map(({ body }) => body);
  assert.deepEqual(asked, [{ requestId, preset: asked[0].preset }]);
});

test('subtitles are downloaded by language, and a size that is a guess says why', async () => {
  const requestId = await show(LINK, SUBTITLED);
  await page.getByText("The site's files have no index").waitFor();
  await page.locator('.extras summary').click();
  assert.equal(await page.locator('.subtitle').count(), 2);
  await button('Download vi subtitles as SRT').click();
  await until('a token', () => issued().length === 1);
  assert.deepEqual(issued()[0], { requestId, subtitle: { language: 'vi', ext: 'srt' } });
});

test('a playlist becomes one ZIP once its videos have been looked at', async () => {
  const items = PLAYLIST.media.entries.map(({ url }) =>
    mock.script(url, { state: 'completed', result: VIDEO }),
  );
  await show(LIST, PLAYLIST);
  await page.getByLabel(/^Choose 2:/).uncheck();
  await page.getByLabel('Quality').selectOption('1080p');
  await button('Download 2 as one ZIP').click();
  await until('a token', () => issued().length === 1);
  assert.deepEqual(issued()[0], {
    archive: {
      requestIds: [items[0].requestId, items[2].requestId],
      preset: '1080p',
      title: 'Bốn mùa Việt Nam',
    },
  });
});

test('an item that fails is named, can be tried again, or be left out', async () => {
  const [first, , third] = PLAYLIST.media.entries.map(({ url }) => mock.script(url));
  await show(LIST, PLAYLIST);
  await page.getByLabel(/^Choose 2:/).uncheck();
  await button('Download 2 as one ZIP').click();
  await until('both are asked for', () => first.feed.opened + third.feed.opened === 2);
  first.become({ state: 'completed', result: VIDEO });
  await page.getByText('1 of 2 looked at').waitFor();
  third.become({ state: 'failed', problem: { code: 'video-private', title: 'x', detail: 'y' } });
  await page.locator('.zip-failed').getByText('Mùa thu ở Hà Nội').waitFor();
  third.now = { ...third.now, state: 'completed', result: VIDEO };
  await page.locator('.zip-failed').getByRole('button').click();
  await until('a token', () => issued().length === 1);
  assert.deepEqual(issued()[0].archive.requestIds, [first.requestId, third.requestId]);
});

test('what runs for an archive is given up when it is cancelled, and the rest can go alone', async () => {
  const [first, second, third] = PLAYLIST.media.entries.map(({ url }) => mock.script(url));
  await show(LIST, PLAYLIST);
  await button('Download 3 as one ZIP').click();
  await until('all are asked for', () =>
    [first, second, third].every((each) => each.feed.opened === 1),
  );
  await button('Cancel').click();
  await until('all are left', () => [first, second, third].every((each) => each.left));
  await button('Download 3 as one ZIP').click();
  await until('all are asked for again', () => third.feed.opened === 2);
  first.become({ state: 'failed', problem: { code: 'video-removed', title: 'x', detail: 'y' } });
  second.become({ state: 'completed', result: VIDEO });
  third.become({ state: 'completed', result: VIDEO });
  await button('Download the 2 that are ready').click();
  await until('a token', () => issued().length === 1);
  assert.deepEqual(issued()[0].archive.requestIds, [second.requestId, third.requestId]);
});

// The preview: what it asks for, what it costs, what it gives back, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { firstOf, playable, typeOf } from '../../../webroot/js/playable.js';
import { launch, openPage, paste, violations } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1';
let browser;
let mock;
let page;
let opened;

const button = (name) => page.getByRole('button', { name, exact: true });
const player = () => page.getByRole('dialog');
const asked = (method, path) =>
  mock.requests.filter((each) => each.method === method && path.test(each.path));
const until = async (what, holds) => {
  for (const end = Date.now() + 8_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};
const show = async (options = {}) => {
  opened = await openPage(browser, mock.url, options);
  ({ page } = opened);
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await paste(page, LINK);
  await page.locator('.result').waitFor();
};

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(() => {
  mock.reset();
  mock.streamed = 'sound';
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

test('a preset is offered when the browser knows its type', () => {
  const [first] = VIDEO.presets;
  assert.equal(typeOf(first, VIDEO.media.formats), 'video/webm; codecs="av01.0.12M.08, opus"');
  assert.equal(typeOf({ ...first, lane: 'convert', kind: 'audio', ext: 'mp3' }, []), 'audio/mpeg');
  assert.equal(typeOf({ ...first, ext: 'flv' }, []), null);
  const mp4 = playable(VIDEO.presets, VIDEO.media.formats, (type) => (/mp4/.test(type) ? 'maybe' : ''));
  assert.deepEqual(mp4.map(({ id }) => id), ['1080p', '720p', '480p', '360p', 'audio']);
  assert.equal(firstOf(mp4).id, '360p', 'what can jump is before what cannot');
  assert.equal(firstOf([]), null);
});

test('a preview plays the stream itself, and gives its link back when it closes', async () => {
  mock.usage = { tokens: 1, hour: 1, day: 1 };
  await show();
  await button('Preview').click();
  await until('it is asked for', () => asked('GET', /stream\/token-1$/).length > 0);
  assert.deepEqual(asked('POST', /token$/)[0].body, { requestId: [...mock.analyses.keys()][0], preset: '360p' });
  assert.equal(await page.evaluate(() => document.querySelector('.player-media').src.endsWith('?inline=1')), true);
  assert.equal(await page.locator('#player-cost').count(), 0, 'what costs nothing says nothing');
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await player().waitFor({ state: 'detached' });
  await until('the link is given back', () => mock.tokens.get('token-1').revoked);
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Preview');
});

test('another form is another link, and what cannot jump says so', async () => {
  mock.tokenAnswers = [{}, { resumable: false, lane: 'pipe' }];
  await show();
  await button('Preview').click();
  await until('a link', () => mock.tokens.size === 1);
  await page.getByLabel('Form').selectOption('480p');
  await page.getByText('it cannot jump to a time').waitFor();
  assert.equal(asked('POST', /token$/)[1].body.preset, '480p');
  await until('the first is given back', () => mock.tokens.get('token-1').revoked);
  assert.deepEqual(await violations(page), []);
});

test('where downloads are limited nothing is asked for before its cost is told', async () => {
  mock.people.limited();
  await show();
  await button('Preview').click();
  await page.getByText('Playing counts as one download of today (3 of 10 used)').waitFor();
  assert.equal(mock.tokens.size, 0);
  assert.deepEqual(await violations(page), []);
  await button('Play').click();
  await until('a link', () => mock.tokens.size === 1);
  await page.getByLabel('Form').selectOption('720p');
  await button('Play').waitFor();
  await until('given back', () => mock.tokens.get('token-1').revoked);
  assert.equal(mock.tokens.size, 1);
});

test('what was watched is downloaded by the same link', async () => {
  await show();
  await button('Preview').click();
  await until('it plays', () => asked('GET', /stream\/token-1$/).length > 0);
  const arrives = page.waitForEvent('download');
  await button('Download this form').click();
  await arrives;
  await page.locator('.dl[data-phase=waiting]').waitFor();
  assert.equal(mock.tokens.size, 1);
  assert.equal(mock.tokens.get('token-1').revoked, false);
});

test('a limit is told in its words, and a form that does not play says what to do', async () => {
  mock.tokenAnswers = [
    (response) => mock.problem(response, 429, 'daily-limit', 'Ten of ten.', { 'Retry-After': '60' }),
  ];
  mock.streamed = 'bytes';
  await show();
  await button('Preview').click();
  await player().getByText('The downloads of this day are used up').waitFor();
  await page.getByLabel('Form').selectOption('720p');
  await player().getByText('It does not play here.').waitFor();
  assert.deepEqual(await violations(page), []);
  await button('Close').click();
  await player().waitFor({ state: 'detached' });
  await until('given back', () => mock.tokens.get('token-1').revoked);
});

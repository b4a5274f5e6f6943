// Downloads and their ends, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openPage, paste } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1';
let browser;
let mock;
let page;
let opened;

const seen = (words) => page.getByText(words).first().waitFor();
const asked = (method, path) =>
  mock.requests.filter((each) => each.method === method && path.test(each.path));
const button = (name) => page.getByRole('button', { name });
const phase = (name) => page.locator(`.dl[data-phase=${name}]`).first().waitFor();
const until = async (what, holds) => {
  for (const end = Date.now() + 8_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};

/** Clicks a preset and waits until its progress is followed; gives the token's record. */
const start = async (preset = '360p') => {
  const before = mock.tokens.size;
  await page.locator(`[data-preset="${preset}"]`).click();
  await until('a token', () => mock.tokens.size > before);
  const record = [...mock.tokens.values()].at(-1);
  await until('its progress is followed', () => record.feed.opened > 0);
  return record;
};

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(async () => {
  mock.reset();
  opened = await openPage(browser, mock.url, { permissions: ['clipboard-read', 'clipboard-write'] });
  ({ page } = opened);
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await paste(page, LINK);
  await page.locator('.result').waitFor();
});
afterEach(async () => {
  opened.assertClean();
  await opened.close();
});
after(async () => {
  await browser.close();
  await mock.stop();
});

test('one click hands the file to the browser and shows how far it is', async () => {
  const arrives = page.waitForEvent('download');
  const record = await start();
  assert.deepEqual(asked('POST', /token$/)[0].body, {
    requestId: [...mock.analyses.keys()][0],
    preset: '360p',
  });
  const download = await arrives;
  assert.equal(download.suggestedFilename(), 'Mùa xuân.mp4');
  await phase('waiting');
  record.progress(3_420_000);
  record.progress(17_100_000, { at: new Date(record.started + 4_000).toISOString() });
  await seen('50%');
  const line = await page.locator('.dl-line').first().innerText();
  assert.match(line, /17.1 MB of 34.2 MB · 3.4 MB\/s · 5 s left/);
  assert.equal(await page.getAttribute('.bar', 'aria-valuenow'), '50');
  assert.match(await page.title(), /^50% ·/);
  await seen('Today: 3 of 10');
  record.progress(34_200_000, { outcome: 'complete' });
  await seen('Complete, 34.2 MB');
  await until('nothing is followed any more', () => record.feed.followers.size === 0);
  await button('Remove Mùa xuân.mp4 from the list').click();
  await page.locator('.dock').waitFor({ state: 'detached' });
  await until('the link was given back', () => record.revoked);
});

test('a length that nobody knows has no percent, and a guess never says 100', async () => {
  mock.tokenAnswers = [
    { size: { kind: 'unknown' }, resumable: false, lane: 'pipe' },
    { size: { kind: 'estimated', bytes: 1_000_000 }, resumable: false, lane: 'mux' },
  ];
  const pipe = await start('480p');
  pipe.progress(2_000_000, { total: undefined, lane: 'pipe' });
  await seen('2 MB sent');
  assert.equal(await page.getAttribute('.bar', 'aria-valuenow'), null);
  const mux = await start('1080p');
  mux.progress(1_500_000, { total: undefined, lane: 'mux' });
  await seen('99%');
  await seen('1.5 MB of about 1.5 MB');
});

test('stop takes the link back', async () => {
  const record = await start();
  record.progress(1_000_000);
  await phase('running');
  await button('Stop Mùa xuân.mp4').click();
  await phase('revoked');
  assert.ok(record.revoked);
  await button('Start again').click();
  await phase('waiting');
  assert.equal(asked('POST', /token$/).length, 2);
});

test('a cut says how to go on, and again asks for a fresh link', async () => {
  const record = await start();
  record.progress(9_000_000, { outcome: 'cut' });
  await seen('The site broke off at 9 MB.');
  await seen('Press “resume” in your browser’s downloads');
  await button('Start again').click();
  await phase('waiting');
  assert.equal(asked('POST', /refresh$/).length, 1);
  assert.equal(mock.tokens.size, 2);
});

test('a cut of what cannot be resumed does not promise it', async () => {
  mock.tokenAnswers = [{ resumable: false, lane: 'mux' }];
  const record = await start();
  record.progress(9_000_000, { outcome: 'cut' });
  await seen('This form cannot be resumed');
});

test('a paused download can be resumed and is running again when the browser does', async () => {
  const record = await start();
  record.progress(9_000_000, { outcome: 'client-left' });
  await seen('Your browser stopped or paused at 9 MB.');
  await button('Resume').waitFor();
  record.progress(12_000_000, { streamId: 'resumed' });
  await phase('running');
  await seen('35%');
});

test('a stream that was stopped elsewhere, refused or drained says so', async () => {
  const endings = { revoked: 'Stopped.', refused: 'The site refused', drained: 'was restarted' };
  for (const [outcome, words] of Object.entries(endings)) {
    const record = await start();
    record.progress(1_000_000, { outcome });
    await phase(outcome);
    await seen(words);
  }
});

test('copy link gives one that other programs on this network may use', async () => {
  await start();
  await button('Copy a link to Mùa xuân.mp4').click();
  await seen('Copied. It works on this network until');
  assert.equal(asked('POST', /token$/)[1].body.bind, 'ip');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, `${mock.url}api/streaming/stream/token-2`);
  await button('Copy a link to Mùa xuân.mp4').click();
  assert.equal(asked('POST', /token$/).length, 2, 'the same link is copied again');
});

test('a limit is told at the download, with its countdown', async () => {
  const limit = (response) =>
    mock.problem(response, 429, 'daily-limit', 'Ten of ten.', { 'Retry-After': '3725' });
  mock.tokenAnswers = [limit];
  await page.locator('[data-preset="360p"]').click();
  await phase('failed');
  await seen('The downloads of this day are used up');
  await seen('Try again in 1 h 2 min');
});

test('the link of a complete download is given back when links run out', async () => {
  const first = await start();
  first.progress(34_200_000, { outcome: 'complete' });
  await phase('complete');
  mock.tokenAnswers = [
    (response) => mock.problem(response, 429, 'too-many-tokens', 'Five of five.'),
  ];
  await start('720p');
  assert.ok(first.revoked);
  await phase('waiting');
});

test('three downloads leave connections for everything else', async () => {
  const records = [await start(), await start('720p')];
  await page.locator('[data-preset="audio"]').click();
  await until('a third token', () => mock.tokens.size === 3);
  const followed = () =>
    [...mock.tokens.values()].reduce((sum, { feed }) => sum + feed.followers.size, 0);
  assert.ok(followed() <= 2);
  records[0].progress(34_200_000, { outcome: 'complete' });
  const third = [...mock.tokens.values()][2];
  await until('its turn', () => third.feed.opened > 0);
  third.progress(100_000);
  await phase('running');
});

// Every journey with the keyboard alone, on the fake server: the focus is always seen, and never lost.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openPage } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { HOOK, job, stream, user } from './mock-operators.mjs';
import { ACCOUNT, entry, GUEST, link, MEMBER } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';
import { BOARDED, PLAYLIST, SUBTITLED, VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1';
let browser;
let mock;
let page;
let hands;
let opened;

const asked = (method, path) =>
  mock.requests.filter((each) => each.method === method && path.test(each.path));
const until = async (what, holds) => {
  for (const end = Date.now() + 12_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};
const issued = () => asked('POST', /token$/).map(({ body }) => body);
const open = async (path = '', options = {}) => {
  opened = await openPage(browser, mock.url + path, { reducedMotion: 'reduce', ...options });
  ({ page } = opened);
  page.setDefaultTimeout(15_000);
  hands = new Keyboard(page);
};
/** Types an address and sends it. */
const analyse = async (result) => {
  const analysis = mock.script(LINK, { state: 'completed', result });
  await hands.to('Address of the video');
  await hands.type(LINK);
  await hands.keys.press('Enter');
  await page.locator('.result').waitFor();
  return analysis.requestId;
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

test('an address is typed, left, looked at again, and downloaded; the download is stopped and removed', async () => {
  await open();
  const analysis = mock.script(LINK, { state: 'active', step: 'reading' });
  await hands.to('Address of the video');
  await hands.type(LINK);
  await hands.keys.press('Enter');
  await page.locator('.steps').waitFor();
  await hands.press('Cancel');
  await hands.comesTo(/Look again/);
  await until('it was left', () => analysis.left);
  analysis.now = { ...analysis.now, state: 'completed', result: VIDEO };
  await hands.keys.press('Enter');
  await page.locator('.result').waitFor();
  await hands.look();
  await hands.press(/360p/);
  await page.locator('.dl[data-phase=waiting]').waitFor();
  await hands.press(/^Stop: /);
  await page.locator('.dl[data-phase=revoked]').waitFor();
  await hands.look();
  await hands.press('Start again');
  await page.locator('.dl[data-phase=waiting]').waitFor();
  await hands.look();
  await hands.press(/^Stop: /);
  await page.locator('.dl[data-phase=revoked]').waitFor();
  await hands.press(/^Remove: /);
  await page.locator('.dock').waitFor({ state: 'detached' });
  await hands.look();
});

test('a problem is met, and tried again', async () => {
  await open();
  const problem = { code: 'site-failed', detail: 'Try again later.' };
  const analysis = mock.script(LINK, { state: 'failed', problem });
  await hands.to('Address of the video');
  await hands.type(LINK);
  await hands.keys.press('Enter');
  await page.locator('.problem').waitFor();
  analysis.now = { ...analysis.now, state: 'completed', problem: undefined, result: VIDEO };
  await hands.press(/^Try again/);
  await page.locator('.result').waitFor();
  await hands.look();
});

test('a part with its subtitles is chosen between handles', async () => {
  await open();
  const requestId = await analyse({ ...BOARDED, media: { ...BOARDED.media, subtitles: SUBTITLED.media.subtitles } });
  await hands.press(/^A part of it/);
  await hands.press('Start of the part', 'PageUp');
  await hands.press('End of the part', 'PageDown');
  await hands.to('To');
  await hands.type('11:19');
  await hands.press(/put into the video vi/, 'Space');
  await hands.press(/720p/, 'Enter', { back: true });
  await until('a token', () => issued().length === 1);
  const clip = { start: 75, end: 679 };
  assert.deepEqual(issued()[0], { requestId, preset: '720p', clip, embed: ['vi'] });
});

test('a form is watched, another one chosen, and the place is kept', async () => {
  await open();
  await analyse(VIDEO);
  await hands.press('Preview', 'Space');
  await until('it plays', () => asked('GET', /stream\/token-1$/).length > 0);
  await hands.to(/^Form/, { back: true });
  await hands.keys.press('ArrowUp');
  await until('another link', () => mock.tokens.size === 2);
  await hands.keys.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hands.comesTo(/^Preview$/);
  await hands.look();
});

test('formats are sorted and picked', async () => {
  await open();
  const requestId = await analyse(VIDEO);
  await hands.press(/^All formats/);
  await hands.press('Size');
  await page.locator('[aria-sort=descending]').waitFor();
  await hands.press(/^Pick 137/, 'Space');
  await hands.press(/^Pick 140/, 'Space');
  await hands.press('Download the pick');
  await until('a token', () => issued().length === 1);
  assert.deepEqual(issued()[0], { requestId, format: '137+140' });
});

test('videos of a playlist are chosen, and one of them is looked at', async () => {
  await open();
  const items = PLAYLIST.media.entries.map(({ url }) => mock.script(url));
  const list = mock.script('https://example.com/list', { state: 'completed', result: PLAYLIST });
  await hands.to('Address of the video');
  await hands.type(list.url);
  await hands.keys.press('Enter');
  await page.locator('.entry').first().waitFor();
  await hands.press(/^Choose 2:/, 'Space');
  await hands.press(/^Quality/, 'ArrowUp', { back: true });
  await hands.press('Download 2 as one ZIP');
  await until('both are asked for', () => items[0].feed.opened + items[2].feed.opened === 2);
  await hands.look();
  await hands.press('Cancel');
  await page.locator('.zip-choices').waitFor();
  await hands.look();
  items[0].become({ state: 'completed', result: VIDEO });
  await hands.press(/^1?\s*Mùa xuân ở Hà Giang/);
  await page.locator('.preset').first().waitFor();
  await hands.look();
  await hands.press(/Back to the list/);
  await page.locator('.entry').first().waitFor();
  await hands.look();
});

test('one logs in, makes a key, ends it, and logs out', async () => {
  mock.people.me = GUEST;
  await open('account');
  await hands.to('Name');
  await hands.type('mai.tran');
  await hands.to('Password');
  await hands.type('a password');
  await hands.keys.press('Enter');
  await page.locator('main[data-phase=member]').or(page.getByRole('button', { name: 'Log out' })).first().waitFor();
  await hands.look();
  await hands.press('Make a key');
  await hands.to('What it is for');
  await hands.type('NAS');
  await hands.press(/look at addresses/, 'Space');
  await hands.press('Make it');
  await page.getByText('“NAS” is made.').waitFor();
  await hands.press('I have kept it');
  await hands.look();
  await hands.press('End it: NAS');
  await hands.comesTo(/^End it$/);
  await hands.keys.press('Enter');
  await page.locator('.row', { hasText: 'NAS' }).waitFor({ state: 'detached' });
  await hands.look();
  await hands.press('Log out', 'Enter', { back: true });
  await page.locator('#name').waitFor();
  await hands.look();
});

test('what was downloaded is removed, and taken back', async () => {
  mock.people.me = MEMBER;
  mock.people.entries = [entry(1), entry(2)];
  mock.people.links = [link(3)];
  await open('downloads');
  await page.locator('.dl').first().waitFor();
  await hands.press(/^Remove: Sông Hương buổi sớm 1/);
  await hands.comesTo(/Undo/);
  await hands.look();
  await hands.keys.press('Enter');
  await page.getByText('Sông Hương buổi sớm 1').first().waitFor();
  await hands.look();
  await hands.press(/^Remove: Sông Hương buổi sớm 2/);
  await hands.comesTo(/Undo/);
  await hands.keys.press('Tab');
  await hands.look();
});

test('operators act with the keyboard, each time after a question', async () => {
  mock.people.me = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin' } };
  mock.operators.streams = [stream(1)];
  mock.operators.jobs = [job(1)];
  mock.operators.users = [user(0)];
  mock.operators.hooks = [HOOK];
  await open('admin');
  await page.locator('main[data-phase=ready]').waitFor();
  await hands.press('Stop: Mùa xuân Đà Lạt 1');
  await hands.comesTo(/./);
  await page.locator('.ask').waitFor();
  await hands.look();
  await hands.press('Leave it');
  await page.locator('.ask').waitFor({ state: 'detached' });
  await hands.look();
  await hands.press('Stop: Mùa xuân Đà Lạt 1', 'Enter', { back: true });
  await page.locator('.ask').waitFor();
  await hands.press('Stop');
  await until('it is stopped', () => asked('DELETE', /streams/).length === 1);
  await hands.press('Pause');
  await page.getByText('The queue is paused').waitFor();
  await hands.look();
});

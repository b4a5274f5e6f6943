// The time line of a part: handles, fields and pictures, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { createSheets } from '../../../webroot/js/sheets.js';
import { handlesOf, keyed, moved, pictureAt, timeText } from '../../../webroot/js/timeline.js';
import { launch, openPage, paste, violations } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { BOARDED, SUBTITLED } from './samples.mjs';

const LINK = 'https://example.com/v1';
let browser;
let mock;
let page;
let opened;

const handle = (name) => page.getByRole('slider', { name: `${name} of the part` });
const valueOf = async (name) => (await handle(name)).getAttribute('aria-valuetext');
const field = (name) => page.getByLabel(name, { exact: true });
const sheets = () => mock.requests.filter(({ path }) => /storyboard/.test(path));

const show = async (result, options = {}) => {
  opened = await openPage(browser, mock.url, options);
  ({ page } = opened);
  mock.script(LINK, { state: 'completed', result });
  await paste(page, LINK);
  await page.locator('.extras summary').click();
  await page.locator('.line').waitFor();
};

/** How red the middle of a drawing is, left to right in `parts`. */
const reds = (selector, parts) =>
  page.locator(selector).evaluate(
    (canvas, count) =>
      Array.from({ length: count }, (_, n) => {
        const x = Math.floor(((n + 0.5) / count) * canvas.width);
        return canvas.getContext('2d').getImageData(x, Math.floor(canvas.height / 4), 1, 1).data[0];
      }),
    parts,
  );

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(() => mock.reset());
afterEach(async () => {
  opened?.assertClean();
  await opened?.close();
  opened = null;
});
after(async () => {
  await browser.close();
  await mock.stop();
});

test('times are written as they can be typed', () => {
  const texts = { 0: '0:00', 12.5: '0:12.5', 62: '1:02', 59.9996: '1:00', 3725.25: '1:02:05.25' };
  for (const [time, text] of Object.entries(texts)) assert.equal(timeText(Number(time)), text);
});

test('a handle stays in the video and on its side of the other', () => {
  const at = (texts, name, to, duration = 100) => moved({ start: '', end: '', ...texts }, name, to, duration);
  assert.deepEqual(at({}, 'start', 12.4), { start: '0:12', end: '' });
  assert.deepEqual(at({ start: '12' }, 'start', -3), { start: '', end: '' });
  assert.deepEqual(at({ end: '0:50' }, 'start', 70), { start: '0:49', end: '0:50' });
  assert.deepEqual(at({ start: '0:50' }, 'end', 3), { start: '0:50', end: '0:51' });
  assert.deepEqual(at({ end: '0:50' }, 'end', 200), { start: '', end: '' });
  assert.deepEqual(at({}, 'end', 99.7, 99.7), { start: '', end: '' });
  assert.deepEqual(at({}, 'end', 5.34, 12), { start: '', end: '0:05.3' });
  assert.deepEqual(handlesOf({ start: 'x', end: '500' }, 100), { start: 0, end: 100 });
  assert.deepEqual(
    ['ArrowLeft', 'ArrowUp', 'PageDown', 'Home', 'End', 'Tab'].map((key) => keyed(key, 50, 754)),
    [49, 51, -25, 0, 754, null],
  );
});

test('a time has its picture', () => {
  const board = { columns: 5, rows: 5, seconds: 5, sheets: 7 };
  assert.deepEqual(pictureAt(board, 0), { sheet: 0, column: 0, row: 0 });
  assert.deepEqual(pictureAt(board, 34.9), { sheet: 0, column: 1, row: 1 });
  assert.deepEqual(pictureAt(board, 754), { sheet: 6, column: 0, row: 0 });
  assert.deepEqual(pictureAt(board, 99_999), { sheet: 6, column: 4, row: 4 });
});

test('sheets are loaded once, one after the other, and none after one that fails', async () => {
  const asked = [];
  let open = 0;
  const sheet = createSheets(
    (n) => n,
    async (n) => {
      asked.push(n);
      assert.equal(++open, 1);
      await Promise.resolve();
      open--;
      return n === 2 ? null : n;
    },
  );
  const all = await Promise.all([sheet(0), sheet(1), sheet(0), sheet(2), sheet(3)]);
  assert.deepEqual(all, [0, 1, 0, null, null]);
  assert.deepEqual(asked, [0, 1, 2]);
});

test('handles are moved by keys, and fields and handles say the same', async () => {
  await show(BOARDED);
  await handle('Start').focus();
  for (const key of ['ArrowRight', 'ArrowUp', 'PageUp']) await page.keyboard.press(key);
  assert.equal(await valueOf('Start'), '1:17');
  assert.equal(await field('From').inputValue(), '1:17');
  await page.keyboard.press('Tab');
  for (const key of ['PageDown', 'ArrowLeft']) await page.keyboard.press(key);
  assert.equal(await field('To').inputValue(), '11:18');
  assert.equal(await handle('End').getAttribute('aria-valuenow'), '678');
  await field('To').fill('2:00.5');
  assert.equal(await valueOf('End'), '2:00.5');
  assert.equal(await handle('Start').getAttribute('aria-valuemax'), '120.5');
  await handle('End').press('End');
  assert.equal(await field('To').inputValue(), '');
  await handle('Start').press('Home');
  assert.equal(await field('From').inputValue(), '');
  assert.deepEqual(await violations(page), []);
});

test('the line shows pictures of the video, and the one at the handle that is held', async () => {
  await show(BOARDED);
  await page.waitForFunction(() => {
    const canvas = document.querySelector('.line-strip');
    return canvas.getContext('2d').getImageData(canvas.width - 4, 4, 1, 1).data[3] > 0;
  });
  const strip = await reds('.line-strip', 5);
  assert.deepEqual(strip, [...strip].sort((a, b) => a - b));
  assert.ok(strip[4] - strip[0] > 100, String(strip));
  await handle('End').focus();
  await handle('End').press('PageDown');
  await page.locator('.line-peek').getByText('11:19').waitFor();
  // Picture 11 of 12 in all.
  await page.waitForFunction(
    () => document.querySelector('.line-peek canvas').getContext('2d').getImageData(9, 9, 1, 1).data[0] === 100,
  );
  assert.deepEqual([...new Set(sheets().map(({ path }) => path.at(-1)))].sort(), ['0', '1']);
  assert.equal(sheets().length, 2, 'each sheet is asked for once');
  assert.deepEqual(await violations(page), []);
  await field('From').focus();
  await page.locator('.line-peek').waitFor({ state: 'detached' });
});

test('a finger or a mouse drags a handle, and a press on the line brings the nearer one', async () => {
  await show(BOARDED, { viewport: { width: 360, height: 800 } });
  await page.locator('.line').scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator('.line-track').boundingBox();
  const across = (share) => [x + width * share, y + height / 2];
  await page.mouse.move(...across(0));
  await page.mouse.down();
  await page.mouse.move(...across(0.2));
  await page.mouse.move(...across(0.25));
  await page.mouse.up();
  const [m, s] = (await field('From').inputValue()).split(':').map(Number);
  assert.ok(Math.abs(m * 60 + s - 188) <= 4, `${m}:${s}`);
  await page.mouse.move(...across(0.4));
  assert.equal(await field('From').inputValue(), `${m}:${String(s).padStart(2, '0')}`);
  await page.mouse.click(...across(0.75));
  assert.match(await field('To').inputValue(), /^9:[23]\d$/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.handle), 'end');
});

test('without pictures there is a plain line, and one that fails leaves one', async () => {
  await show(SUBTITLED);
  assert.equal(await page.locator('.line canvas').count(), 0);
  await handle('Start').press('ArrowRight');
  assert.equal(await field('From').inputValue(), '0:01');
  await opened.close();
  mock.reset();
  mock.sheetsBroken = true;
  await show(BOARDED);
  await handle('Start').press('PageUp');
  await page.locator('.line-peek').getByText('1:15').waitFor();
  assert.equal(sheets().length, 1);
});

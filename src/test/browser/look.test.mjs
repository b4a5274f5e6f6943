// How the first screen looks and is reached: sizes, colours, keyboard, axe-core.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openPage, paste, violations } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { PLAYLIST, VIDEO } from './samples.mjs';

const LINK = 'https://example.com/v1';
let browser;
let mock;
let opened;

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(() => mock.reset());
afterEach(async () => {
  opened.assertClean();
  await opened.close();
});
after(async () => {
  await browser.close();
  await mock.stop();
});

const open = async (width, options = {}) => {
  opened = await openPage(browser, mock.url, {
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  return opened.page;
};

/** Goes through every state of the screen; calls `look` with the name of each. */
async function journey(page, look) {
  await look('idle');
  const analysis = mock.script(LINK, { state: 'queued', place: 3 });
  await paste(page, LINK);
  await page.locator('.steps').waitFor();
  analysis.become({ state: 'active', step: 'reading' });
  await page.locator('.step-done').waitFor();
  await look('working');
  analysis.become({ state: 'completed', result: VIDEO });
  await page.locator('.result').waitFor();
  await page.locator('.formats .disclosure').click();
  await page.locator('tbody input').nth(1).click();
  await look('result');
  for (const outcome of [undefined, 'cut', 'complete']) {
    const before = mock.tokens.size;
    await page.locator('[data-preset="360p"]').click();
    await page.locator(`.dl >> nth=${before}`).waitFor();
    const record = [...mock.tokens.values()].at(-1);
    record.progress(9_000_000, { outcome });
    await page.locator(`.dl[data-phase=${outcome ?? 'running'}]`).waitFor();
  }
  await look('downloads');
  const list = mock.script('https://example.com/list', { state: 'completed', result: PLAYLIST });
  await page.fill('#url', list.url);
  await page.keyboard.press('Enter');
  await page.locator('.entry').first().waitFor();
  await look('playlist');
  const problem = { code: 'site-rate-limited', detail: 'Wait a minute.', retryAfterSeconds: 75 };
  const bad = mock.script('https://example.com/bad', { state: 'failed', problem });
  await page.fill('#url', bad.url);
  await page.keyboard.press('Enter');
  await page.locator('.problem').waitFor();
  await look('problem');
}

for (const width of [360, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing at ${width} px in ${colorScheme}`, async () => {
      const page = await open(width, { colorScheme, locale: width === 360 ? 'vi-VN' : 'en-GB' });
      await journey(page, async (state) => assert.deepEqual(await violations(page), [], state));
    });
  }
}

test('nothing is wider than a window of 320 px', async () => {
  const page = await open(320, { locale: 'vi-VN' });
  await journey(page, async (state) => {
    const { wide, window: room } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    assert.ok(wide <= room, `${state}: ${wide} > ${room}`);
  });
});

test('what can be pressed is at least 24 px in each direction', async () => {
  const page = await open(320);
  await journey(page, async (state) => {
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, .top a')]
        .filter((node) => node.checkVisibility() && !node.matches('.skip'))
        .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([html]) => html),
    );
    assert.deepEqual(small, [], state);
  });
});

for (const width of [360, 1280]) {
  test(`the result stands where its skeleton stood at ${width} px`, async () => {
    const page = await open(width);
    const analysis = mock.script(LINK, { state: 'active', step: 'reading' });
    await paste(page, LINK);
    await page.locator('.steps').waitFor();
    const top = async (selector) => (await page.locator(selector).first().boundingBox()).y;
    const bones = [await top('.thumb'), await top('.bone-line'), await top('.bone-lead')];
    analysis.become({ state: 'completed', result: VIDEO });
    await page.locator('.result').waitFor();
    const real = [await top('.thumb'), await top('.presets h3'), await top('.preset-lead')];
    for (const [n, at] of real.entries()) {
      assert.ok(Math.abs(at - bones[n]) <= 12, `${bones} became ${real}`);
    }
  });
}

test('the whole way works with the keyboard alone, and the focus is always in sight', async () => {
  const page = await open(1280);
  mock.script(LINK, { state: 'completed', result: VIDEO });
  const focus = () =>
    page.evaluate(() => {
      const node = document.activeElement;
      const box = node.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
      return {
        name: node.id || node.dataset.preset || node.className || node.tagName,
        inSight: node === at || node.contains(at) || at?.contains(node),
      };
    });
  const tabTo = async (name) => {
    for (let presses = 0; presses < 60; presses++) {
      const now = await focus();
      if (now.name.includes(name)) return now;
      await page.keyboard.press('Tab');
      const next = await focus();
      assert.ok(next.inSight, `${next.name} is covered`);
    }
    return assert.fail(`no tab stop ${name}`);
  };
  assert.equal((await focus()).name, 'url');
  await page.keyboard.type(LINK);
  await page.keyboard.press('Enter');
  await page.locator('.result').waitFor();
  await tabTo('720p');
  await page.keyboard.press('Enter');
  await page.locator('[data-phase=waiting]').waitFor();
  await tabTo('disclosure');
  await page.keyboard.press('Enter');
  await tabTo('INPUT');
  await page.keyboard.press('Space');
  await page.getByText('Picked: 401').waitFor();
  await tabTo('primary');
  await page.keyboard.press('Space');
  await page.locator('.dl').nth(1).waitFor();
  await tabTo('quiet');
  await page.keyboard.press('Enter');
});

test('the colours follow the system, can be chosen, and are remembered', async () => {
  const page = await open(1280, { colorScheme: 'dark' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.getByRole('button', { name: 'Colours: like the system' }).click();
  const light = await ground();
  assert.notEqual(light, dark);
  await page.reload();
  await page.locator('main').waitFor();
  assert.equal(await ground(), light);
  await page.getByRole('button', { name: 'Colours: light' }).click();
  assert.equal(await ground(), dark);
});

test('nothing moves for those who ask for it', async () => {
  const page = await open(1280);
  mock.script(LINK, { state: 'active', step: 'reading' });
  await paste(page, LINK);
  await page.locator('.steps').waitFor();
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});

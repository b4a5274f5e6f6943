// What sites may say to make the page slow, wide, or something else. Times are told, not asserted.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { plain } from '../../../webroot/js/words.js';
import { launch, openPage, paste, violations } from './browser.mjs';
import { entry, link, MEMBER, running } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';
import { HUGE, LONG_LIST, VIDEO } from './samples.mjs';
import { ROOT } from './servers.mjs';

const LINK = 'https://example.com/v1';
const PICTURES = join(ROOT, 'target/screenshots');
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
let browser;
let mock;
let opened;
let page;

before(async () => {
  await mkdir(PICTURES, { recursive: true });
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

/** Makes the processor of the page that many times slower. */
const slow = async (rate) => {
  const session = await opened.context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
};

/** Shows a result on a processor a quarter as fast, and tells how long its drawing took. */
const show = async (t, result, options = {}) => {
  opened = await openPage(browser, mock.url, { reducedMotion: 'reduce', ...options });
  ({ page } = opened);
  await page.evaluate(() => {
    window.slowest = 0;
    const take = (list) => {
      for (const { duration } of list.getEntries()) window.slowest = Math.max(window.slowest, duration);
    };
    new PerformanceObserver(take).observe({ type: 'event', durationThreshold: 16 });
  });
  mock.script(LINK, { state: 'completed', result: VIDEO });
  await paste(page, LINK);
  await page.locator('.result').waitFor();
  const analysis = mock.script('https://example.com/huge', { state: 'active', step: 'formats' });
  await page.fill('#url', analysis.url);
  await page.keyboard.press('Enter');
  await page.locator('.steps').waitFor();
  await slow(4);
  const drawn = page.evaluate(
    () =>
      new Promise((done) => {
        let longest = 0;
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
        }).observe({ type: 'longtask' });
        const look = () => {
          if (document.querySelector('.result')) requestAnimationFrame(() => setTimeout(() => done(longest), 100));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  analysis.become({ state: 'completed', result });
  t.diagnostic(`drawn, at a quarter of the speed: longest task ${Math.round(await drawn)} ms`);
};

/** How long the slowest of what `act` does took from the press to the next picture. */
const measured = async (t, name, act) => {
  await page.evaluate(() => {
    window.slowest = 0;
  });
  await act();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  const slowest = await page.evaluate(() => window.slowest);
  t.diagnostic(`${name}: ${slowest > 0 ? `${slowest} ms` : 'under 16 ms'} to the next picture`);
};

const narrow = async () => {
  const [wide, room] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(wide <= room, `${wide} > ${room}`);
};

/** No word that is shown or read aloud has in it what cannot be seen. */
const seen = async () => {
  const words = await page.evaluate(() =>
    [...document.querySelectorAll('main, main *, [role=dialog] *')].flatMap((node) => [
      ...[...node.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
      ...['aria-label', 'title', 'alt'].map((name) => node.getAttribute(name) ?? ''),
    ]),
  );
  assert.deepEqual(words.filter((each) => UNSEEN.test(each.replace(/\s/g, ' '))), []);
};

test('a stranger\'s words are cut between characters, and turn nothing around', () => {
  assert.equal(plain('Mùa xuân'), 'Mùa xuân');
  assert.equal(plain('a\u202Egpj.exe\u2066\n\u0000b'), 'a gpj.exe b');
  assert.equal(plain('🏔'.repeat(10), 5), '🏔🏔🏔🏔…');
  assert.equal([...plain('x'.repeat(10_000))].length, 300);
});

for (const [width, colorScheme] of [[360, 'dark'], [1280, 'light']]) {
  test(`a title of 10,000 characters and 5,000 formats at ${width} px`, async (t) => {
    await show(t, HUGE, { viewport: { width, height: 800 }, colorScheme });
    const title = await page.locator('.media-title').innerText();
    assert.ok(title.startsWith('<b onmouseover='));
    assert.doesNotMatch(title, UNSEEN);
    assert.equal(await page.locator('.result b[onmouseover]').count(), 0);
    assert.equal(await page.locator('.thumb img').count(), 0);
    assert.ok(await page.locator('.thumb .icon').isVisible(), 'something stands where there is no picture');
    assert.ok((await page.locator('.thumb').boundingBox()).height > 100);
    const { height } = await page.locator('.media').boundingBox();
    assert.ok(height < 700, `${height}`);
    const spoken = await page.locator('#spoken').innerText();
    assert.ok(spoken.startsWith('Ready: ') && spoken.length < 400, spoken);
    const rows = page.locator('.formats tbody tr');
    await measured(t, 'open the formats', () => page.getByRole('button', { name: 'All formats (5,000)' }).click());
    assert.equal(await rows.count(), 50);
    await measured(t, 'sort 5,000 by size', () => page.locator('.col-size button').click());
    await measured(t, 'sort 5,000 by name', () => page.locator('.col-id button').click());
    assert.match(await rows.first().innerText(), /f0/);
    await measured(t, '50 more', () => page.getByRole('button', { name: 'Show 50 more' }).press('Enter'));
    await page.getByText('100 of 5,000 are shown').waitFor();
    assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /^Pick f50:/);
    await measured(t, 'pick one', () => page.keyboard.press('Space'));
    await page.getByText('Picked: f50').waitFor();
    await slow(1);
    await narrow();
    await seen();
    await page.screenshot({ path: join(PICTURES, `hostile-${width}.png`), fullPage: true });
    await page.locator('[data-preset="360p"]').click();
    await page.locator('.dl').waitFor();
    await narrow();
    assert.doesNotMatch(await page.title(), /owned/);
  });

  test(`a playlist of 2,000 at ${width} px`, async (t) => {
    await show(t, LONG_LIST, { viewport: { width, height: 800 }, colorScheme });
    await page.getByRole('heading', { name: '2,000 videos' }).waitFor();
    assert.equal(await page.locator('.entry-row').count(), 50);
    await measured(t, 'leave one out', () => page.locator('.entry-row input').nth(7).click());
    await page.getByRole('button', { name: /^Download 1,999 / }).waitFor();
    await measured(t, 'leave all out', () => page.locator('.zip-all input').click());
    await measured(t, '50 more', () => page.getByRole('button', { name: 'Show 50 more' }).click());
    assert.equal(await page.locator('.entry-row').count(), 100);
    await seen();
    assert.equal(await page.locator('.entries b[onmouseover]').count(), 0);
    await slow(1);
    await narrow();
    assert.deepEqual(await violations(page), []);
    await page.screenshot({ path: join(PICTURES, `hostile-list-${width}.png`) });
  });

  test(`downloads of such names at ${width} px`, async () => {
    const { title } = HUGE.media;
    mock.people.me = MEMBER;
    mock.people.entries = [entry(1, { title }), entry(2, { title: 'W'.repeat(10_000), outcome: 'cut', sent: 9_000_000 })];
    mock.people.links = [link(3, { title, fileName: `${title}.mp4` })];
    mock.people.tell(running(4, 120_000_000, { title }));
    opened = await openPage(browser, `${mock.url}downloads`, { viewport: { width, height: 800 }, colorScheme });
    ({ page } = opened);
    await page.locator('.dl').nth(3).waitFor();
    assert.equal(await page.locator('.dl b[onmouseover]').count(), 0);
    for (const name of await page.locator('.dl-name').all()) {
      assert.ok((await name.boundingBox()).height < 100);
    }
    await seen();
    await narrow();
    assert.deepEqual(await violations(page), []);
  });
}

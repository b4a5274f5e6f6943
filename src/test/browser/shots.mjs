// Pictures of all screens, in both languages, light and dark, on a desktop and a phone, on the fake server.
//
// usage: node shots.mjs FOLDER
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { drawAll, launch, openPage, paste } from './browser.mjs';
import { job, stream, user } from './mock-operators.mjs';
import { ACCOUNT, entry, link, MEMBER, running } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';
import { BOARDED } from './samples.mjs';

const LINK = 'https://example.com/v1';
const folder = process.argv[2];
if (!folder) throw new Error('usage: node shots.mjs FOLDER');

/** What stands on each screen, and when it is all there. */
const SCREENS = {
  home: {
    path: '',
    ready: async (page) => {
      await paste(page, LINK);
      await page.locator('.result').waitFor();
      await page.locator('.extras summary').click();
      await page.waitForFunction(() => {
        const canvas = document.querySelector('.line-strip');
        return canvas.getContext('2d').getImageData(canvas.width - 4, 4, 1, 1).data[3] > 0;
      });
    },
  },
  downloads: { path: 'downloads', ready: (page) => page.locator('.dl').nth(3).waitFor() },
  account: { path: 'account', ready: (page) => page.locator('.row').first().waitFor() },
  admin: {
    path: 'admin',
    ready: async (page) => {
      await page.locator('main[data-phase=ready]').waitFor();
      await drawAll(page);
      await page.locator('[data-chart=streams] canvas').waitFor();
    },
  },
  docs: { path: 'docs', ready: (page) => page.locator('.operation').first().waitFor() },
};
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 780 } };

function fill(mock) {
  mock.reset();
  mock.script(LINK, { state: 'completed', result: BOARDED });
  mock.people.me = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin' } };
  mock.people.entries = [entry(1), entry(2, { outcome: 'cut', sent: 9_000_000 })];
  mock.people.links = [link(3)];
  mock.people.tell(running(4, 120_000_000));
  mock.operators.streams = [stream(1)];
  mock.operators.jobs = [job(1)];
  mock.operators.users = [user(0), user(1)];
}

const [browser, mock] = await Promise.all([launch(), startMock()]);
await mkdir(folder, { recursive: true });
try {
  for (const locale of ['vi-VN', 'en-GB']) {
    for (const colorScheme of ['light', 'dark']) {
      for (const [size, viewport] of Object.entries(SIZES)) {
        for (const [name, { path, ready }] of Object.entries(SCREENS)) {
          fill(mock);
          const look = { locale, colorScheme, viewport, reducedMotion: 'reduce' };
          const { page, close, assertClean } = await openPage(browser, mock.url + path, look);
          page.setDefaultTimeout(30_000);
          await ready(page);
          await page.evaluate(() => document.fonts.ready);
          const file = `${name}-${size}-${locale.slice(0, 2)}-${colorScheme}.png`;
          await page.screenshot({ path: join(folder, file), fullPage: name !== 'docs' });
          assertClean();
          await close();
          console.log(file);
        }
      }
    }
  }
} finally {
  await browser.close();
  await mock.stop();
}

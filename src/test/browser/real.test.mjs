// The journey of a person, on the real server with the sample site as the Internet.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { drawAll, launch, openPage, paste, violations } from './browser.mjs';
import { ROOT, startReal } from './servers.mjs';

const PICTURES = join(ROOT, 'target/screenshots');
const ANALYSED_WITHIN = 60_000;
let real;
let browser;
let opened;

before(async () => {
  await mkdir(PICTURES, { recursive: true });
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
  opened = await openPage(browser, real.url + path, options);
  return opened.page;
};

const sample = (name) => `${real.origin}/watch/${name}`;

/** Pastes a link and waits for what comes of it. */
const analyse = async (page, name) => {
  await paste(page, sample(name));
  const done = page.locator('main[data-phase=completed], main[data-phase=failed]');
  await done.waitFor({ timeout: ANALYSED_WITHIN });
};

const sumOfFile = async (path) => {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest('hex');
};

const sumAt = async (url) => {
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  return createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex');
};

const picture = async (page, name) => {
  const path = join(PICTURES, `${name}.png`);
  await page.screenshot({ path });
  return path;
};

test('a pasted link becomes the same file, byte for byte, with its name', async () => {
  const page = await open();
  await analyse(page, 'progressive');
  assert.match(await page.locator('.media-title').innerText(), /Sông Hương buổi sớm/);
  await page.waitForFunction(() => document.querySelector('.thumb img')?.naturalWidth > 0);
  const card = page.locator('[data-preset="720p"]');
  assert.match(await card.innerText(), /720p[\s\S]*MP4[\s\S]*MB[\s\S]*exact size, resumable/);
  const arrives = page.waitForEvent('download');
  await card.click();
  const download = await arrives;
  assert.match(download.suggestedFilename(), /^Sông Hương buổi sớm.*\.mp4$/);
  const path = await download.path();
  assert.equal(await sumOfFile(path), await sumAt(`${real.origin}/media/clip-720p.mp4`));
  await page.locator('.dl[data-phase=complete]').waitFor();
  assert.equal(await page.getAttribute('.bar', 'aria-valuenow'), '100');
  assert.deepEqual(await violations(page), []);
});

test('video and sound that are apart arrive joined', async () => {
  const page = await open();
  await analyse(page, 'adaptive');
  const arrives = page.waitForEvent('download');
  await page.locator('.preset-recommended').click();
  const download = await arrives;
  assert.match(download.suggestedFilename(), /\.mp4$/);
  const { size } = await stat(await download.path());
  assert.ok(size > 100_000, `${size} bytes`);
  await page.locator('.dl[data-phase=complete]').waitFor();
});

test('what is merged on its way plays in the browser, and jumps', async () => {
  const page = await open();
  const played = await page.evaluate(async (url) => {
    const json = async (path, body) => {
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
      return (await fetch(path, body && post)).json();
    };
    const { requestId } = await json('/api/streaming/analyze', { url });
    const { result } = await json(`/api/streaming/analyze/${requestId}?wait=30`);
    const preset = result.presets.find((it) => it.lane === 'exact-mux');
    const { streamUrl } = await json('/api/streaming/token', { requestId, preset: preset.id });
    const video = document.createElement('video');
    const told = (event) =>
      new Promise((done, fail) => {
        video.addEventListener(event, done, { once: true });
        video.addEventListener('error', () => fail(new Error(video.error.message)), { once: true });
      });
    const jumped = async (time) => {
      const there = told('seeked');
      video.currentTime = time;
      await there;
      return video.currentTime;
    };
    const known = told('loadedmetadata');
    video.muted = true;
    video.src = `${streamUrl}?inline=1`;
    document.body.append(video);
    await known;
    const at = [await jumped(9.5), await jumped(3.25), await jumped(11)];
    const ended = told('ended');
    await video.play();
    await ended;
    return { at, seconds: video.duration, height: video.videoHeight, size: preset.size.kind };
  }, sample('adaptive'));
  assert.deepEqual(played.at, [9.5, 3.25, 11]);
  assert.ok(Math.abs(played.seconds - 12) < 0.1, `${played.seconds} seconds`);
  assert.equal(played.height, 720);
  assert.equal(played.size, 'exact');
});

test('the time line shows the pictures of the storyboard, and a part of the video arrives', async () => {
  const page = await open();
  await analyse(page, 'storyboard');
  await page.locator('.extras summary').click();
  // Its last picture lies on the second sheet.
  await page.waitForFunction(() => {
    const canvas = document.querySelector('.line-strip');
    const { data } = canvas.getContext('2d').getImageData(canvas.width - 40, canvas.height / 2, 1, 1);
    return data[3] === 255;
  });
  await page.getByRole('slider', { name: 'Start of the part' }).press('PageUp');
  await page.getByRole('slider', { name: 'End of the part' }).press('PageDown');
  await page.locator('.line-peek').getByText('0:10.8').waitFor();
  await picture(page, 'clip');
  const card = page.locator('.preset-recommended');
  await page.getByText('9 s will be downloaded').or(page.getByText('10 s will be downloaded')).waitFor();
  const arrives = page.waitForEvent('download');
  await card.click();
  assert.ok((await stat(await (await arrives).path())).size > 50_000);
  await page.locator('.dl[data-phase=complete]').waitFor();
});

test('a preview plays, jumps, and leaves neither a link nor a stream behind', async () => {
  const page = await open();
  await analyse(page, 'storyboard');
  const openNow = async () => (await (await fetch(`${real.url}api/streaming/usage`)).json()).usage;
  const before = await openNow();
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  const at = (seconds) =>
    page.waitForFunction((time) => {
      const video = document.querySelector('video');
      if (video && !video.dataset.jumped && video.readyState > 0) {
        video.dataset.jumped = 'yes';
        video.muted = true;
        video.currentTime = time;
      }
      return video?.dataset.jumped && !video.seeking && video.currentTime >= time && video.readyState > 1;
    }, seconds);
  await at(8);
  await picture(page, 'preview');
  assert.deepEqual(await violations(page), []);
  assert.equal((await openNow()).tokens, before.tokens + 1);
  await page.keyboard.press('Escape');
  for (const end = Date.now() + 20_000; ; ) {
    const { tokens, streams } = await openNow();
    if (tokens === before.tokens && streams === before.streams) break;
    assert.ok(Date.now() < end, `${tokens} links and ${streams} streams are left`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
});

test('a playlist is a list, and an item of it is analysed by a click', async () => {
  const page = await open();
  await paste(page, `${real.origin}/playlist`);
  await page.locator('.entry').first().waitFor({ timeout: ANALYSED_WITHIN });
  await page.locator('.entry').first().click();
  await page.locator('.preset').first().waitFor({ timeout: ANALYSED_WITHIN });
});

test('videos of a playlist arrive as one ZIP of the promised length', async () => {
  const page = await open();
  await paste(page, `${real.origin}/playlist`);
  const boxes = page.locator('.entry-row input');
  await boxes.first().waitFor({ timeout: ANALYSED_WITHIN });
  for (let n = (await boxes.count()) - 1; n >= 2; n--) await boxes.nth(n).uncheck();
  const arrives = page.waitForEvent('download', { timeout: ANALYSED_WITHIN });
  await page.locator('.zip-choices .primary').click();
  const download = await arrives;
  assert.match(download.suggestedFilename(), /\.zip$/);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.readUInt32LE(0), 0x04034b50);
  // The record of the end (APPNOTE 4.3.16) tells how many entries there are.
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  assert.equal(bytes.readUInt16LE(end + 10), 2);
  assert.equal(bytes.readUInt32LE(bytes.readUInt32LE(end + 16)), 0x02014b50);
  await page.locator('.dl[data-phase=complete]').waitFor();
});

test('a hostile title is text', async () => {
  const page = await open();
  await analyse(page, 'hostile');
  assert.match(await page.locator('.media-title').innerText(), /<script>alert\(1\)<\/script>/);
  assert.equal(await page.locator('main script').count(), 0);
});

test('a page without a video says so in the reader\'s language', async () => {
  const page = await open('', { locale: 'vi-VN' });
  await analyse(page, 'empty');
  await page.getByRole('heading', { name: 'Không thấy video ở địa chỉ này' }).waitFor();
  await picture(page, 'problem');
});

test('the API page shows the contract of this server', async () => {
  const page = await open('docs#problem-daily-limit');
  await page.locator('#problem-daily-limit').waitFor();
  assert.ok((await page.locator('.operation').count()) > 10);
  assert.deepEqual(await violations(page), []);
  await picture(page, 'docs');
});

test('the operators\' screen is of this server, and pauses its queue', async () => {
  const page = await open('admin');
  await page.locator('main[data-phase=ready]').waitFor();
  await page.locator('[data-part=redis].health-up').waitFor();
  await drawAll(page);
  await page.locator('[data-chart=cpu] canvas').waitFor();
  const queue = page.locator('section[aria-labelledby=queue]');
  await queue.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('The queue is paused').waitFor();
  await queue.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The queue is paused').waitFor({ state: 'detached' });
  assert.deepEqual(await violations(page), []);
  await picture(page, 'admin');
});

test('pictures of the screen are taken', async () => {
  const looks = {
    home: { viewport: { width: 1280, height: 1120 }, deviceScaleFactor: 1.5 },
    'home-dark': { viewport: { width: 1280, height: 1120 }, colorScheme: 'dark' },
    phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  };
  for (const [name, look] of Object.entries(looks)) {
    const page = await open('', { ...look, reducedMotion: 'reduce', locale: name === 'phone' ? 'vi-VN' : 'en-GB' });
    await analyse(page, 'adaptive');
    const arrives = page.waitForEvent('download');
    await page.locator('.preset').first().click();
    await (await arrives).path();
    await page.locator('.dl[data-phase=complete]').waitFor();
    const path = await picture(page, name);
    if (process.env.TVN_UPDATE_PICTURES === '1') {
      await copyFile(path, join(ROOT, 'docs/images', `${name}.png`));
    }
    opened.assertClean();
    await opened.close();
    opened = null;
  }
});

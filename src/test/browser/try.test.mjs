// Requests tried on the API's page, on the fake server.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openPage, violations } from './browser.mjs';
import { startMock } from './mock-server.mjs';
import { HOSTILE, VIDEO } from './samples.mjs';
import { ROOT } from './servers.mjs';

const LINK = 'https://example.com/v1';
const PICTURES = join(ROOT, 'target/screenshots');
const TRIED = ['/api/streaming/analyze', '/api/streaming/stream/', '/api/monitoring/health/live'];
let browser;
let folder;
let mock;
let opened;
let page;

const open = async (options = {}) => {
  opened = await openPage(browser, `${mock.url}docs`, options);
  ({ page } = opened);
  await page.locator('.operation').first().waitFor();
};
/** Opens the request of an operation by its button. */
const trial = async (id) => {
  const operation = page.locator(`#${id}`);
  await operation.scrollIntoViewIfNeeded();
  const button = operation.locator('.try > button');
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.press('Enter');
  return operation.locator('.try-form');
};
const answered = (form, words) => form.locator('[role=status]').filter({ hasText: words }).waitFor();
const bodyOf = (form) => form.locator('.try-body').innerText();
const asked = () => mock.requests.filter(({ path }) => path.startsWith('/api/streaming/'));
const until = async (what, holds) => {
  for (const end = Date.now() + 8_000; !holds(); ) {
    assert.ok(Date.now() < end, `not seen in time: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
};
const analyse = async (result = VIDEO) => {
  const analysis = mock.script(LINK, { state: 'completed', result });
  const form = await trial('analyze');
  await form.locator('textarea').fill(JSON.stringify({ url: LINK }));
  await form.getByRole('button', { name: /Send|Gửi/ }).press('Enter');
  await answered(form, /^202 · /);
  return { form, analysis };
};

/** The part of the contract that is tried here: with all of it axe takes a minute on a slow machine. */
async function shortContract() {
  const contract = JSON.parse(await readFile(join(ROOT, 'src/main/resources/openapi.json'), 'utf8'));
  const paths = Object.entries(contract.paths).filter(([path]) => TRIED.some((start) => path.startsWith(start)));
  const { schemas } = contract.components;
  const used = new Set();
  const walk = (text) => {
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (used.has(name)) continue;
      used.add(name);
      walk(JSON.stringify(schemas[name]));
    }
  };
  walk(JSON.stringify(paths));
  walk(JSON.stringify({ ...contract.components, schemas: {} }));
  contract.paths = Object.fromEntries(paths);
  contract.components.schemas = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return JSON.stringify(contract);
}

before(async () => {
  await mkdir(PICTURES, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'tvn-try-'));
  await writeFile(join(folder, 'openapi.json'), await shortContract());
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
beforeEach(() => {
  mock.reset();
  mock.openapi = join(folder, 'openapi.json');
});
afterEach(async () => {
  opened?.assertClean();
  await opened?.close();
  opened = null;
});
after(async () => {
  await browser.close();
  await mock.stop();
  await rm(folder, { recursive: true });
});

for (const [width, colorScheme, locale] of [[360, 'dark', 'vi-VN'], [1280, 'light', 'en-GB']]) {
  test(`a request and its answer are shown at ${width} px, and axe finds nothing`, async () => {
    await open({ viewport: { width, height: 1000 }, colorScheme, locale });
    const { form } = await analyse();
    assert.match(await form.locator('pre').first().innerText(), /content-type: application\/json/);
    assert.equal(JSON.parse(await bodyOf(form)).url, LINK);
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await form.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(PICTURES, `try-${width}.png`) });
  });
}

test('what an answer names is filled into the next request', async () => {
  await open();
  const { analysis } = await analyse();
  const look = await trial('lookAtAnalysis');
  assert.equal(await look.getByLabel('requestId').inputValue(), analysis.requestId);
  await look.getByLabel('wait').fill('5');
  await page.keyboard.press('Enter');
  await answered(look, /^200 · /);
  const { path, search } = asked().at(-1);
  assert.deepEqual([path, search], [`/api/streaming/analyze/${analysis.requestId}`, '?wait=5']);
});

test('a key is sent instead of the login, and is kept nowhere', async () => {
  await open();
  await opened.context.addCookies([{ name: 'tvn-access', value: 'x', url: mock.url }]);
  await analyse();
  assert.match(asked().at(-1).headers.cookie, /tvn-access/);
  await page.getByLabel('API key for requests').fill('tvn_secret');
  await page.getByText('They are sent with this key').waitFor();
  const usage = await trial('lookAtAnalysis');
  await usage.getByRole('button', { name: 'Send' }).click();
  await answered(usage, /^200/);
  const { headers } = asked().at(-1);
  assert.deepEqual([headers['x-api-key'], headers.cookie], ['tvn_secret', undefined]);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /secret/);
});

test('what comes back is text, whatever it is', async () => {
  await open();
  const { form } = await analyse(HOSTILE);
  const look = await trial('lookAtAnalysis');
  await look.getByRole('button', { name: 'Send' }).click();
  await answered(look, /^200/);
  assert.ok((await bodyOf(look)).includes('<script>document.title='));
  assert.equal(await page.locator('.try-answer script, .try-answer img').count(), 0);
  mock.analyzeAnswer = (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<b onclick="x()">bold</b>');
  };
  await form.getByRole('button', { name: 'Send' }).click();
  await answered(form, /^200/);
  assert.equal(await bodyOf(form), '<b onclick="x()">bold</b>');
  assert.doesNotMatch(await page.title(), /owned/);
});

test('what is no JSON is not sent, and what is required is asked for', async () => {
  await open();
  const form = await trial('analyze');
  await form.locator('textarea').fill('{"url": ');
  await form.getByRole('button', { name: 'Send' }).click();
  await form.getByRole('alert').filter({ hasText: 'This is no JSON' }).waitFor();
  const look = await trial('lookAtAnalysis');
  await look.getByRole('button', { name: 'Send' }).click();
  assert.equal(await look.getByLabel('requestId').evaluate((field) => field.validity.valueMissing), true);
  assert.deepEqual(asked(), []);
});

test('events are shown as they come, until they are stopped', async () => {
  await open();
  const { analysis } = await analyse();
  const form = await trial('watchAnalysis');
  await form.getByRole('button', { name: 'Send' }).click();
  await form.locator('.try-body').filter({ hasText: 'event: analysis' }).waitFor();
  analysis.become({ state: 'failed', problem: { code: 'video-removed', title: 'x', detail: 'y' } });
  await form.locator('.try-body').filter({ hasText: 'video-removed' }).waitFor();
  await form.getByRole('button', { name: 'Stop' }).click();
  await until('nobody follows', () => analysis.feed.followers.size === 0);
  await form.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
});

test('of a long answer the beginning is read, and of a film nothing is shown', async () => {
  await open();
  let left = false;
  mock.analyzeAnswer = (response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    const part = 'x'.repeat(16_384);
    const timer = setInterval(() => response.write(part), 5);
    response.on('close', () => {
      left = true;
      clearInterval(timer);
    });
  };
  const form = await trial('analyze');
  await form.getByRole('button', { name: 'Send' }).click();
  await form.getByText('Only the first 64 kB were read.').waitFor();
  await until('the rest is not asked for', () => left);
  assert.equal((await bodyOf(form)).length, 64_000);
  const { token } = mock.issue({});
  const stream = await trial('stream');
  await stream.getByLabel('token').fill(token);
  await stream.getByRole('button', { name: 'Send' }).click();
  await stream.getByText('video/mp4: no text, not shown.').waitFor();
});

test('a server that is not there is said so', async () => {
  await open();
  const form = await trial('live');
  mock.down = true;
  await form.getByRole('button', { name: 'Send' }).click();
  await answered(form, 'The server cannot be reached');
});

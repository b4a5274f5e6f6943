// A person with a real browser, and an admin who watches the queue.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { launch, openPage, paste } from '../browser.mjs';
import { Client, met } from './client.mjs';
import { cookieOf, PASSWORD } from './load.mjs';
import { sumOf } from './origin.mjs';

const WITHIN = 90_000;
const ANALYSED_WITHIN = 30_000;

export async function startBrowser(stage, load, report) {
  const browser = await launch();
  load.begin('downloads in the browser', () => download(browser, stage, load, report));
  return browser;
}

/** Pastes an address, takes the best form, and clicks again when that was broken off. */
async function download(browser, stage, load, report) {
  const { page, close } = await opened(browser, `${stage.url}/`);
  page.setDefaultTimeout(ANALYSED_WITHIN);
  const links = [];
  page.on('response', async (answer) => {
    if (answer.url().endsWith('/api/streaming/token') && answer.status() === 201) {
      links.push((await answer.json().catch(() => ({}))).token);
    }
  });
  try {
    const { name, url } = load.page(500);
    const pastes = await analysed(page, url);
    const [clicks, sum] = await arrived(page);
    if (sum !== sumOf(name)) throw new Error(`${name} is another file`);
    report.good('downloads in the browser', clicks + pastes > 2 ? 'tried again' : 'at once');
  } finally {
    const client = new Client(() => stage.url, '');
    for (const token of links) await client.ask('DELETE', `/api/streaming/token/${token}`);
    await close();
  }
}

/** Opens the page, again when nobody answered. */
async function opened(browser, url) {
  for (const end = Date.now() + WITHIN; ; ) {
    try {
      return await openPage(browser, url);
    } catch (error) {
      if (Date.now() > end) throw error;
      met.silent++;
    }
  }
}

/** Pastes until there are forms to choose from; gives how many times that took. */
async function analysed(page, url) {
  for (let pastes = 1, end = Date.now() + WITHIN; ; pastes++) {
    await paste(page, url);
    const found = page.locator('.preset').first().waitFor({ timeout: ANALYSED_WITHIN });
    if (await found.then(() => true, () => false)) return pastes;
    if (Date.now() > end) throw new Error(`no forms after ${pastes} times`);
    await page.reload({ timeout: ANALYSED_WITHIN }).catch(() => met.silent++);
  }
}

async function arrived(page) {
  for (let clicks = 1, end = Date.now() + WITHIN; Date.now() < end; clicks++) {
    const arrives = page.waitForEvent('download', { timeout: 20_000 }).catch(() => null);
    await page.locator('.preset').first().click();
    const got = await arrives;
    if (got && (await got.failure()) === null) return [clicks, await sumOfFile(await got.path())];
  }
  throw new Error(`nothing came whole in ${WITHIN} ms`);
}

async function sumOfFile(path) {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest('hex');
}

/** Registers the first admin and sees what happens to every job, on whatever node. */
export async function watchQueue(stage, load, report) {
  const admin = load.client('127.0.9.1');
  const ticket = await stage.firstCode();
  const boss = { name: 'boss', password: PASSWORD, ticket };
  const { cookies } = await admin.ask('POST', '/api/auth/register', boss, 30_000);
  admin.headers.Cookie = cookieOf(cookies);
  const completed = new Set();
  let deadline = Infinity;
  const missing = () => [...load.jobs.keys()].filter((id) => !completed.has(id));
  const watching = admin.follow(
    '/api/admin/queue/events',
    (event, job) => {
      if (event === 'reset') report.bad('events of the queue', 'there was a gap');
      if (job.state === 'completed') completed.add(job.id);
      return load.settled && missing().length === 0;
    },
    () => {
      if (load.settled) deadline = Math.min(deadline, Date.now() + 30_000);
      return (load.settled && missing().length === 0) || Date.now() > deadline;
    },
  );
  return async () => {
    await watching;
    const lost = missing();
    if (lost.length > 0) report.bad('events of the queue', `no end of ${lost.length} jobs`);
    report.good('events of the queue', 'jobs seen to the end', undefined, load.jobs.size - lost.length);
  };
}

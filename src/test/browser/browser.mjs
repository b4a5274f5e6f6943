import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);

export const ARGS = [
  '--no-sandbox',
  '--headless=new',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** How Chromium is started. */
export const PROGRAM = {
  executablePath: process.env.TVN_TEST_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ARGS,
};

export const launch = () => chromium.launch(PROGRAM);

/**
 * A page on `url` that notes everything which must not happen: script errors, policy violations,
 * requests to another host. `assertClean` fails when there was any.
 */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1280, height: 900 },
    // It would answer in the place of a server that is made to fail; its own tests let it.
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted Type|Refused to/i.test(text)) wrong.push(text);
  });
  await page.route(
    (asked) => asked.origin !== new URL(url).origin,
    (route) => {
      wrong.push(`another host: ${route.request().url()}`);
      return route.abort();
    },
  );
  await page.goto(url);
  await page.locator('main').waitFor();
  const assertClean = () => {
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  };
  return { page, context, assertClean, close: () => context.close() };
}

/** Has a long page draw all of itself, as for who prints it. */
export const drawAll = (page) => page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));

/** Pastes as a person does: through the clipboard event of the focused element. */
export const paste = (page, text) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const options = { clipboardData, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', options));
  }, text);

/** The violations that axe-core finds, in short. */
export async function violations(page) {
  const source = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  // Through the debugger, since the page's policy lets no foreign script in.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { violations: found } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  });
}

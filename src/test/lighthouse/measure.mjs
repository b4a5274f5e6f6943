// Measures the pages of a running server with Lighthouse, as a phone sees them.
//
// usage: node measure.mjs ADDRESS [RUNS [PAGE...]]
//
// Prints the scores of each page, the median of the runs, and fails when one is below 95.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const LEAST = 95;
const PAGES = ['', 'downloads', 'account', 'admin', 'docs'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const REPORTS = fileURLToPath(new URL('../../../target/lighthouse', import.meta.url));

const [address, runs = '3', ...asked] = process.argv.slice(2);
if (!address) throw new Error('usage: node measure.mjs ADDRESS [RUNS [PAGE...]]');
const pages = asked.length > 0 ? asked.map((path) => path.replace(/^\//, '')) : PAGES;
const unknown = pages.filter((page) => !PAGES.includes(page));
if (unknown.length > 0) throw new Error(`no such page: ${unknown.map((page) => `/${page}`).join(' ')}`);

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (audit) => `${(audit.numericValue / 1000).toFixed(2)} s`;

/** One page once; the report is kept. A trace that says nothing, as of a busy machine, is taken again. */
async function measure(page, port, left = 2) {
  const { lhr, report } = await lighthouse(new URL(page, address).href, {
    port,
    onlyCategories: CATEGORIES,
    // The defaults of Lighthouse: a phone of 412 px, 4x slower, on slow 4G.
    formFactor: 'mobile',
    output: 'html',
    logLevel: 'error',
  });
  const whole = CATEGORIES.every((name) => lhr.categories[name].score !== null);
  if (!whole && left > 0) return measure(page, port, left - 1);
  if (!whole) throw new Error(`Lighthouse could not measure /${page}: ${lhr.runtimeError?.message ?? 'no score'}`);
  await writeFile(`${REPORTS}/${page || 'home'}.html`, report);
  return lhr;
}

/** What costs points, for whom has to mend it. */
function failings(lhr) {
  const refs = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs);
  return refs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ''}`.trim());
}

await mkdir(REPORTS, { recursive: true });
const chrome = await launch({
  chromePath: process.env.TVN_TEST_CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: FLAGS,
});
let good = true;
try {
  console.log('page        perf  a11y  best   LCP      TBT      CLS    requests  kB');
  for (const page of pages) {
    const all = [];
    for (let run = 0; run < Number(runs); run++) all.push(await measure(page, chrome.port));
    const scores = CATEGORIES.map((name) =>
      median(all.map(({ categories }) => Math.round(categories[name].score * 100))),
    );
    const { audits } = all.at(-1);
    // Not what the browser had already.
    const items = audits['network-requests'].details.items.filter(({ transferSize }) => transferSize > 0);
    const bytes = items.reduce((sum, { transferSize }) => sum + transferSize, 0);
    const facts = [
      ...[seconds(audits['largest-contentful-paint']).padEnd(8)],
      ...[`${Math.round(audits['total-blocking-time'].numericValue)} ms`.padEnd(8)],
      ...[audits['cumulative-layout-shift'].numericValue.toFixed(3).padEnd(6)],
      ...[String(items.length).padEnd(9), (bytes / 1000).toFixed(0)],
    ];
    const name = `/${page}`.padEnd(11);
    console.log(`${name} ${scores.map((score) => String(score).padStart(4)).join('  ')}   ${facts.join(' ')}`);
    if (scores.some((score) => score < LEAST)) {
      good = false;
      console.log(`            costs points: ${[...new Set(all.flatMap(failings))].join('; ')}`);
    }
  }
} finally {
  chrome.kill();
}
process.exitCode = good ? 0 : 1;

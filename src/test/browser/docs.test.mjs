// The API's page, from the contract of the repository.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { curl, operations } from '../../../webroot/js/contract.js';
import { launch, openPage, violations } from './browser.mjs';
import { startMock } from './mock-server.mjs';

const CONTRACT = fileURLToPath(new URL('../../main/resources/openapi.json', import.meta.url));
let browser;
let mock;
let contract;

before(async () => {
  assert.ok(existsSync(CONTRACT), 'src/main/resources/openapi.json is needed');
  contract = JSON.parse(readFileSync(CONTRACT, 'utf8'));
  [browser, mock] = await Promise.all([launch(), startMock()]);
});
after(async () => {
  await browser?.close();
  await mock?.stop();
});

test('every operation of the contract has an example that names its path', () => {
  const all = operations(contract).flatMap((tag) => tag.operations);
  const count = Object.values(contract.paths)
    .flatMap((item) => Object.keys(item))
    .filter((key) => /^(get|head|post|put|patch|delete)$/.test(key)).length;
  assert.equal(all.length, count);
  for (const operation of all) {
    const line = curl(contract, operation, 'http://host');
    const [fixed] = operation.path.split('{');
    assert.ok(line.includes(`http://host${fixed}`), line);
    assert.doesNotMatch(line, /undefined|null/, line);
  }
  const analyze = all.find(({ id }) => id === 'analyze');
  assert.match(curl(contract, analyze, 'http://host'), /--json '\{"url":"https:\/\/example\.com/);
});

for (const [width, colorScheme] of [[360, 'dark'], [1280, 'light']]) {
  test(`the page shows all of it at ${width} px and axe finds nothing`, async () => {
    const { page, assertClean, close } = await openPage(browser, `${mock.url}docs`, {
      viewport: { width, height: 900 },
      colorScheme,
    });
    await page.locator('main[data-phase=ready]').waitFor();
    const drawn = await page.locator('.operation[aria-busy=false]').count();
    assert.ok(drawn < 10, `${drawn} are drawn at first`);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.locator('.operation[aria-busy=true]').first().waitFor({ state: 'detached' });
    for (const path of Object.keys(contract.paths)) {
      assert.ok((await page.locator('.route code', { hasText: path }).count()) > 0, path);
    }
    for (const name of Object.keys(contract.components.schemas)) {
      assert.equal(await page.locator(`#schema-${name}`).count(), 1, name);
    }
    const dead = await page.evaluate(() =>
      [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute('href').slice(1))
        .filter((id) => !document.getElementById(id)),
    );
    assert.deepEqual(dead, []);
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(wide[0] <= wide[1], `${wide}`);
    assertClean();
    await close();
  });
}

test('what the contract says of itself is read in short pieces', async () => {
  const { page, close } = await openPage(browser, `${mock.url}docs`);
  await page.locator('.docs-intro ul').first().waitFor();
  const pieces = await page.locator('.docs-intro p, .docs-intro li').allInnerTexts();
  assert.ok(pieces.length > 8, `${pieces.length}`);
  for (const piece of pieces) assert.ok(piece.length < 220 && !piece.includes('\n') && !piece.startsWith('-'), piece);
  const bare = (text) => text.replace(/[`\s]|^- /gm, '');
  assert.equal(bare(pieces.join('')), bare(contract.info.description));
  await close();
});

test('another language reaches what is drawn already', async () => {
  const { page, close } = await openPage(browser, `${mock.url}docs#analyze`);
  await page.locator('main[data-phase=ready]').waitFor();
  await page.locator('#analyze .try > button', { hasText: 'Try it' }).waitFor();
  await page.getByRole('button', { name: 'VI: Tiếng Việt' }).click();
  await page.locator('#analyze .try > button', { hasText: 'Thử' }).waitFor();
  await page.locator('#schemas', { hasText: 'Lược đồ' }).waitFor();
  await close();
});

test('the type of a problem leads to its paragraph', async () => {
  const { page, close } = await openPage(browser, `${mock.url}docs#problem-daily-limit`);
  const entry = page.locator('#problem-daily-limit');
  await entry.waitFor();
  const { y } = await entry.boundingBox();
  assert.ok(y >= 0 && y < 900, `${y}`);
  await close();
});

test('the address of an operation leads to it, with all of it drawn', async () => {
  const late = operations(contract).at(-1).operations.at(-1);
  const { page, close } = await openPage(browser, `${mock.url}docs#${late.id}`);
  await page.locator(`#${late.id} .try`).waitFor();
  const { y } = await page.locator(`#${late.id}`).boundingBox();
  assert.ok(y >= 0 && y < 900, `${y}`);
  await close();
});

test('what comes near the window is drawn, by a press in the contents too', async () => {
  const { page, close } = await openPage(browser, `${mock.url}docs`);
  const last = Object.keys(contract.components.schemas).at(-1);
  const entry = page.locator(`#schema-${last}`);
  await entry.waitFor({ state: 'attached' });
  assert.equal(await entry.locator('table').count(), 0);
  await entry.scrollIntoViewIfNeeded();
  await entry.locator('table').waitFor();
  const middle = operations(contract)[1].operations[0];
  await page.locator(`.contents a[href="#${middle.id}"]`).press('Enter');
  await page.locator(`#${middle.id} .try`).waitFor();
  await close();
});

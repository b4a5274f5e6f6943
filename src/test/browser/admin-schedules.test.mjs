// What operators have the server analyse by itself, on the fake server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { simple } from '../../../webroot/js/cron.js';
import { launch, openPage, violations } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SCHEDULES } from './mock-operators.mjs';
import { ACCOUNT, MEMBER } from './mock-people.mjs';
import { startMock } from './mock-server.mjs';

let browser;
let mock;
let operators;
let page;
let opened;

const part = () => page.locator('section[aria-labelledby=schedules]');
const row = (name) => page.locator(`[data-schedule=${name}]`);
const asked = (method) =>
  mock.requests.filter((each) => each.method === method && each.path.includes('/queue/schedules/'));

before(async () => {
  [browser, mock] = await Promise.all([launch(), startMock()]);
  ({ operators } = mock);
});
beforeEach(() => {
  mock.reset();
  mock.people.me = { ...MEMBER, role: 'admin', account: { ...ACCOUNT, role: 'admin' } };
});
afterEach(async () => {
  opened?.assertClean();
  await opened?.close();
  opened = null;
});
after(async () => {
  await browser.close();
  await mock.stop();
});

const open = async (options = {}) => {
  opened = await openPage(browser, `${mock.url}admin`, { reducedMotion: 'reduce', ...options });
  ({ page } = opened);
  page.setDefaultTimeout(15_000);
  await page.locator('main[data-phase=ready]').waitFor();
  await part().scrollIntoViewIfNeeded();
};

test('simple times of crontab are understood, and the others are left as they are', () => {
  const cases = {
    '* * * * *': { seconds: 60 },
    '*/15 * * * *': { seconds: 900 },
    '5 * * * *': { minute: 5, seconds: 3_600 },
    '0 */6 * * *': { minute: 0, seconds: 21_600 },
    '30 4 * * *': { minute: 30, hours: [4] },
    ' 0  4,16 * * * ': { minute: 0, hours: [4, 16] },
    '30 4 * * 1-5': { minute: 30, hours: [4], from: 1, to: 5 },
    '30 4 * * sat,SUN': { minute: 30, hours: [4], days: [6, 0] },
    '0 0 * * 7': { minute: 0, hours: [0], days: [0] },
    '0 3 1 * *': { minute: 0, hours: [3], day: 1 },
    '*/7 * * * *': null,
    '0 4 1 * 1': null,
    '0 4 * 2 *': null,
    '0 4-6 * * *': null,
    '0 24 * * *': null,
    '61 4 * * *': null,
    '0 4 0 * *': null,
    '0 4 * * 8': null,
    '0 4 * *': null,
    '0 4 * * * *': null,
    '': null,
  };
  for (const [cron, found] of Object.entries(cases)) assert.deepEqual(simple(cron), found, cron);
});

test('each is told with its times in words, the next one, the last one, and whether that was left out', async () => {
  operators.schedules = SCHEDULES;
  await open();
  await row('front-page').getByText('Monday to Friday at 4:30 AM (Asia/Ho_Chi_Minh)').waitFor();
  const told = await row('front-page').innerText();
  assert.match(told, /30 4 \* \* 1-5/);
  assert.match(told, /next Nov 25, 2026, 4:30 AM · last Nov 24, 2026, 4:30 AM/);
  assert.match(told, /left out last time/);
  assert.match(await row('hourly').innerText(), /every 90 minutes\s+next Nov 24, 2026, 5:30 PM$/m);
  await page.getByRole('button', { name: 'VI: Tiếng Việt' }).click();
  await row('front-page').getByText('Thứ Hai đến Thứ Sáu lúc 04:30').waitFor();
  await row('hourly').getByText('mỗi 90 phút').waitFor();
});

test('one whose time never comes says so', async () => {
  operators.schedules = [{ ...SCHEDULES[0], cron: '0 0 31 2 *', nextAt: '+292278994-08-17T07:12:55.807Z' }];
  await open();
  await row('front-page').getByText('its time never comes').waitFor();
});

test('one is added, changed to set times, and deleted after a question', async () => {
  await open({ timezoneId: 'Europe/Berlin' });
  await part().getByText('Nothing is analysed by itself.').waitFor();
  await page.getByRole('button', { name: 'Add a schedule' }).click();
  await page.fill('#plan-name', 'front-page');
  await page.fill('#plan-url', 'https://example.com/v/1');
  await page.fill('#plan-minutes', '120');
  await page.getByRole('button', { name: 'Save the schedule' }).click();
  await row('front-page').getByText('every 2 hours').waitFor();
  assert.equal(await page.locator('#plan-name').count(), 0);
  await page.getByRole('button', { name: 'Change front-page' }).click();
  assert.equal(await page.inputValue('#plan-of-front-page-minutes'), '120');
  await row('front-page').getByRole('button', { name: 'At set times' }).click();
  await page.fill('#plan-of-front-page-cron', '0 4 1 * *');
  await page.getByText('on day 1 of each month at 4:00 AM').waitFor();
  await page.getByRole('button', { name: 'Save the schedule' }).click();
  await row('front-page').getByText('(Europe/Berlin)').waitFor();
  const url = 'https://example.com/v/1';
  assert.deepEqual(asked('PUT').map(({ body }) => body), [
    { url, everySeconds: 7_200 },
    { url, cron: '0 4 1 * *', zone: 'Europe/Berlin' },
  ]);
  await page.getByRole('button', { name: 'Delete: front-page' }).click();
  await page.locator('.ask .danger').click();
  await part().getByText('Nothing is analysed by itself.').waitFor();
  assert.equal(asked('DELETE').length, 1);
});

test('what is refused is told where it was asked, and nothing that was written is lost', async () => {
  operators.schedules = SCHEDULES;
  await open();
  await page.getByRole('button', { name: 'Change front-page' }).click();
  operators.refuses = (response) =>
    mock.problem(response, 400, 'invalid-request', 'It must be five fields of crontab(5), such as 30 4 * * 1-5.');
  await page.fill('#plan-of-front-page-cron', 'sometimes');
  await page.getByRole('button', { name: 'Save the schedule' }).click();
  await row('front-page').getByText('It must be five fields of crontab(5)').waitFor();
  assert.equal(await page.inputValue('#plan-of-front-page-cron'), 'sometimes');
  operators.refuses = null;
});

test('a name that is taken is said to be before it is replaced', async () => {
  operators.schedules = SCHEDULES;
  await open();
  await row('hourly').waitFor();
  await page.getByRole('button', { name: 'Add a schedule' }).click();
  await page.fill('#plan-name', 'hourly');
  await page.getByText('There is one of that name.').waitFor();
  await page.getByRole('button', { name: 'Replace it' }).waitFor();
  assert.deepEqual(await violations(page), []);
});

test('the keyboard is enough for it, and its place is kept', async () => {
  await open();
  const hands = new Keyboard(page);
  await hands.press('Add a schedule');
  await hands.comesTo(/^Name$/);
  await hands.type('night');
  await hands.to('Address of the page');
  await hands.type('example.com/v/1');
  await hands.press('At set times', 'Space');
  await hands.to('Times, as in crontab');
  await hands.type('15 3 * * *');
  await hands.press('Save the schedule');
  await row('night').getByText('every day at 3:15 AM').waitFor();
  await hands.look();
  await hands.press('Delete: night');
  await hands.comesTo(/^Delete$/);
  await hands.keys.press('Enter');
  await row('night').waitFor({ state: 'detached' });
  await hands.look();
});

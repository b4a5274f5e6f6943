// The cluster's test: see scripts/cluster-test, which says what it does and starts it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { met } from './client.mjs';
import { FAULTS, numbers } from './faults.mjs';
import { Load } from './load.mjs';
import { makeNetwork } from './network.mjs';
import { startOrigin } from './origin.mjs';
import { startBrowser, watchQueue } from './people.mjs';
import { Report } from './report.mjs';
import { testCrossing, testLimits, testRevocation } from './rules.mjs';
import { jarUnderTest } from '../servers.mjs';
import { pause, Stage } from './stage.mjs';

const NODES = 3;
const BUSY_WITHIN = 20_000;
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '240' },
    seed: { type: 'string', default: '1' },
    faults: { type: 'string', default: 'kill,drain,freeze,cut,redis' },
    'no-browser': { type: 'boolean', default: false },
    'upgrade-from': { type: 'string' },
    'revoked-within': { type: 'string', default: '1000' },
    keep: { type: 'boolean', default: false },
  },
});
const jar = jarUnderTest();
const older = options['upgrade-from'];
if (older) Object.assign(options, { faults: 'upgrade', seconds: '0' });
const random = numbers(Number(options.seed));
const within = Number(options['revoked-within']);
const report = new Report();
const say = (words) => process.stderr.write(`${words}\n`);

const network = makeNetwork(NODES);
const origin = await startOrigin(network.host);
const folder = await mkdtemp(join(tmpdir(), 'tvn-cluster-'));
const stage = new Stage(network, folder, origin.url);
if (older) stage.jar = older;
const load = new Load(stage, report);
let browser;

/** Each node with each other one. */
async function cross(when) {
  for (const one of stage.nodes) {
    for (const other of stage.nodes) {
      if (one === other) continue;
      await testCrossing({ load, report }, one, other).catch((error) => report.bad(`crossing, ${when}`, error.message));
    }
  }
}

/** Two nodes that are up now, and still are when it is over, else it does not count. */
async function revoke(when) {
  const up = stage.up();
  const first = Math.floor(random() * up.length);
  const pair = [up[first], up[(first + 1) % up.length]];
  if (up.length < 2) return;
  const quiet = new Report(true);
  const tried = await testRevocation({ load, report: quiet, within }, pair).catch((error) => {
    quiet.bad('revoked', error.message);
    return true;
  });
  const stayed = pair.every((node) => node.state === 'up') && !stage.changing;
  if (tried && (stayed || when)) report.add(quiet, when);
}

/**
 * That node, or another one, as soon as it has a stream for a while: a fault that hits nothing shows
 * nothing, and those of the tests of rules come and go.
 */
async function busy(first) {
  const nodes = [first, ...stage.nodes.filter((node) => node !== first)];
  let before = [];
  for (const end = Date.now() + BUSY_WITHIN; Date.now() < end; await pause(700)) {
    const streams = await Promise.all(nodes.map((node) => node.streams()));
    const found = nodes.find((_, i) => streams[i] > 0 && before[i] > 0);
    if (found) return found;
    before = streams;
  }
  return first;
}

async function faults(until) {
  const names = options.faults.split(',').filter((name) => name !== 'cut' || network.canCut);
  for (let round = 0; Date.now() < until || round < names.length; round++) {
    const name = names[round % names.length];
    const node = await busy(stage.nodes[Math.floor(random() * NODES)]);
    say(`${name}${['redis', 'cut', 'upgrade'].includes(name) ? '' : ` of ${node.name}`}`);
    report.fault(name);
    stage.changing = name === 'redis';
    await FAULTS[name](node, { stage, report, revoke, cross, jar });
    stage.changing = false;
    await pause(2_000);
  }
}

async function run() {
  say(network.canCut ? 'each node has a network namespace' : 'without root: no node is cut off');
  await stage.start(NODES);
  const seen = await watchQueue(stage, load, report);
  await load.register();
  await pause(2_000);
  load.start();
  if (!options['no-browser']) browser = await startBrowser(stage, load, report);
  load.begin('limits', () => testLimits(load, report).then(() => pause(4_000)));
  load.begin('revoked', () => revoke('').then(() => pause(3_000)));
  await faults(Date.now() + Number(options.seconds) * 1_000);
  say('everything is well again; what was begun comes to its end');
  await load.finish();
  await seen();
  for (const one of stage.nodes) {
    for (const other of stage.nodes) {
      if (one !== other) await testRevocation({ load, report, within }, [one, other]);
    }
  }
}

async function stop() {
  load.over = true;
  stage.stopped = true;
  await browser?.close();
  await stage.stop();
  origin.stop();
  network.stop();
  if (options.keep || report.failed()) say(`logs: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => stop().finally(() => process.exit(2)));
}
try {
  await run();
} catch (error) {
  report.bad('the test itself', error.stack);
} finally {
  await stop();
}
report.print(met);
process.exit(report.failed() ? 1 : 0);

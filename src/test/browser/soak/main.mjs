// One server for hours under a mixed load: see scripts/soak, which says what it does and starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { met } from '../cluster/client.mjs';
import { Report } from '../cluster/report.mjs';
import { pause } from '../cluster/stage.mjs';
import { freePort, startReal } from '../servers.mjs';
import { judge, remains, sample } from './figures.mjs';
import { Load } from './load.mjs';

const SAMPLES = 60;
const QUIET = 45_000;
const seconds = Number(process.argv[2]) * 3_600;

const say = (words) => process.stderr.write(`${words}\n`);
const report = new Report();

// What is over is forgotten in a tenth of the time, so that it levels off in the rest.
const brief = `${Math.max(20, Math.round(seconds / 10))}s`;
const TIER = { downloadsPerDay: null, tokensPerHour: null, tokensAtOnce: 5, streamsAtOnce: 3, queueWeight: 1 };
const CONFIGURATION = {
  http: { trustedProxies: ['127.0.0.0/8'], publicHosts: ['localhost'] },
  access: { mode: 'open' },
  accounts: { registration: 'open', auditEntries: 100 },
  tiers: { free: TIER },
  history: { keep: brief, most: 20 },
  tokens: { bind: 'none', lifetime: brief, resumeGrace: brief, refreshLimit: brief },
  analysis: { keep: brief, fresh: '5s' },
  relay: { stall: '3s', slotLease: '10s' },
};

/** A Redis of its own; keeps its data in memory. */
async function startRedis(port) {
  const command = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = spawn('redis-server', command, { stdio: 'ignore' });
  await once(redis, 'spawn');
  return redis;
}

function told(figures) {
  return Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value)}`).join(', ');
}

async function soak(server, watched, load) {
  const [, ticket] = server.told().match(/registers with the code (\w+)/) ?? [];
  if (!ticket) throw new Error('the server did not tell the code of the first admin');
  const before = await sample(watched);
  await load.register(ticket);
  load.start();
  const samples = [];
  const begun = Date.now();
  while (samples.length < SAMPLES) {
    const due = begun + ((samples.length + 1) * seconds * 1_000) / SAMPLES;
    await pause(Math.max(0, due - Date.now()));
    samples.push(await sample(watched));
    say(`${samples.length} of ${SAMPLES}: ${told(samples.at(-1))}`);
  }
  await load.finish();
  await pause(QUIET);
  const after = await sample(watched);
  say(`at rest: ${told(after)}`);
  judge(samples, seconds).forEach((why) => report.bad('growth', why));
  remains(before, after).forEach((why) => report.bad('left behind', why));
}

const folder = await mkdtemp(join(tmpdir(), 'tvn-soak-'));
const redisPort = await freePort();
const redis = await startRedis(redisPort);
let server;
let load;

async function stop() {
  if (load) load.over = true;
  await server?.stop();
  redis.kill();
  await rm(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop().finally(() => process.exit(2)));
try {
  const settings = { TVN_REDIS_URL: `redis://127.0.0.1:${redisPort}`, JAVA_TOOL_OPTIONS: '-Xmx256m' };
  server = await startReal(settings, CONFIGURATION);
  load = new Load(server, report);
  await soak(server, { pid: server.pid, redisPort }, load);
} catch (error) {
  report.bad('the soak itself', error.stack);
} finally {
  if (report.failed() && server) say(server.told());
  await stop();
}
report.print(met);
process.exit(report.failed() ? 1 : 0);

// Starts the real jar and the sample media site that is in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_WITHIN = 120_000;
// These are for the tests; the server refuses names that are no key of its configuration.
const OURS = ['TVN_JAR', 'TVN_UPDATE_PICTURES'];

/** Ours, without what is for the tests. */
export const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.includes(name)));

/** The jar under test: what `TVN_JAR` names, else what the build made. */
export function jarUnderTest() {
  const jar = process.env.TVN_JAR ?? join(ROOT, 'target/taivideonhanh.jar');
  if (!existsSync(jar)) throw new Error(`there is no jar at ${jar}: build it, or name it in TVN_JAR`);
  return jar;
}

const java = () =>
  process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';

// Below the ports that the system gives to outgoing connections: one of those could take it
// before the server does.
export async function freePort() {
  for (;;) {
    const port = 22_528 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
      return port;
    } catch {
      // Somebody else's: another.
    }
  }
}

/** Calls `look` until it gives something, as long as the process lives and the time lasts. */
async function waitFor(process_, look, what) {
  for (const end = Date.now() + START_WITHIN; Date.now() < end; ) {
    if (process_.exitCode !== null) throw new Error(`${what} ended:\n${process_.told()}`);
    const found = await look().catch(() => null);
    if (found) return found;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`${what} did not start:\n${process_.told()}`);
}

function start(args, env) {
  const child = spawn(java(), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  const keep = (part) => (told = (told + part).slice(-8_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.told = () => told;
  return child;
}

async function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(timer);
}

/** Starts both; `settings` are environment variables of the server, `conf` what its file says. */
export async function startReal(settings = {}, conf = {}) {
  const jar = jarUnderTest();
  const folder = await mkdtemp(join(tmpdir(), 'tvn-browser-'));
  const inherited = environment();
  let site;
  let server;
  const stop = async () => {
    await Promise.all([end(server), end(site)]);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const samples = join(ROOT, 'target/demo-media');
    await rm(join(samples, 'address'), { force: true });
    const demo = ['-cp', jar, 'vn.taivideonhanh.demo.DemoSite', '--port', '0', '--dir', samples];
    site = start(demo, inherited);
    const origin = (
      await waitFor(site, () => readFile(join(samples, 'address'), 'utf8'), 'the sample site')
    ).trim();
    const port = settings.TVN_HTTP_PORT ?? (await freePort());
    const url = `http://127.0.0.1:${port}/`;
    const file = join(folder, 'config.json');
    await writeFile(file, JSON.stringify(conf));
    server = start(['-jar', jar, '--config', file], {
      ...inherited,
      TVN_HTTP_HOST: '127.0.0.1',
      TVN_HTTP_PORT: String(port),
      TVN_DATA_DIR: folder,
      TVN_EGRESS_ALLOW: new URL(origin).host,
      ...tools(inherited),
      ...settings,
    });
    const ready = async () => (await fetch(`${url}api/monitoring/health/ready`)).ok;
    await waitFor(server, ready, 'the server');
    return { url, origin, stop, pid: server.pid, told: () => server.told() };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each test has a data directory of its own; yt-dlp is the one that was fetched into the usual one. */
export function tools({ TVN_TOOLS_YT_DLP, TVN_DATA_DIR }) {
  if (TVN_TOOLS_YT_DLP) return {};
  const fetched = resolve(ROOT, TVN_DATA_DIR ?? 'data', 'tools/yt-dlp');
  return existsSync(fetched) ? { TVN_TOOLS_YT_DLP: fetched } : {};
}

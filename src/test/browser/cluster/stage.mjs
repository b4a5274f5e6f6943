// Redis, three nodes from the jar, and HAProxy in front of them with the file of docs/cluster.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environment, freePort, jarUnderTest, ROOT, tools } from '../servers.mjs';

const START_WITHIN = 300_000;
const STARTS = 3;
const LEASE = '10s';

// Three of them share a machine with all that asks them.
const JAVA = ['-Xmx320m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
export const LIMITS = { tokensAtOnce: 5, streamsAtOnce: 3 };
export const DRAIN_SECONDS = 5;

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Starts a program whose words go to a file of the stage. */
function start(command, log, env = process.env) {
  const [program, ...args] = command;
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  return child;
}

const gone = (child) => child.exitCode !== null || child.signalCode !== null;

async function ended(child) {
  if (!gone(child)) await once(child, 'exit');
}

/** One server; `state` is up, frozen, draining or down. */
class Node {
  constructor(stage, index) {
    this.stage = stage;
    this.index = index;
    this.name = `node ${index + 1}`;
    this.state = 'down';
  }

  get url() {
    return `http://${this.stage.network.address(this.index)}:${this.stage.ports[this.index]}`;
  }

  /** Starts it, again when it ends by itself, as a service's manager would. */
  async start() {
    for (let tries = 1; !(await this.begun()); tries++) {
      if (tries === STARTS) throw new Error(`${this.name} did not start; see its log`);
    }
    this.state = 'up';
  }

  /** Whether one start came to its end well. */
  async begun() {
    const { stage, index } = this;
    const command = [...stage.network.enter(index), stage.java, ...JAVA, '-jar', stage.jar];
    this.child = start(
      [...command, '--config', join(stage.folder, 'config.json')],
      join(stage.folder, `node${index + 1}.log`),
      stage.settings(index),
    );
    const { child } = this;
    for (const end = Date.now() + START_WITHIN; Date.now() < end; await pause(200)) {
      if (gone(child)) return false;
      if (await this.ready()) return true;
    }
    await this.kill();
    return false;
  }

  async ready() {
    const options = { signal: AbortSignal.timeout(1_000) };
    const answer = await fetch(`${this.url}/api/monitoring/health/ready`, options).catch(() => null);
    return answer?.status === 200;
  }

  /** How many downloads run here. */
  async streams() {
    const options = { signal: AbortSignal.timeout(2_000) };
    const text = await fetch(`${this.url}/metrics`, options).then((answer) => answer.text(), () => '');
    const live = [...text.matchAll(/^tvn_streams_live\{.*\} (\S+)$/gm)];
    return live.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** `kill -9`. */
  async kill() {
    this.state = 'down';
    this.stage.died.push(Date.now());
    this.child.kill('SIGKILL');
    await ended(this.child);
  }

  freeze() {
    this.state = 'frozen';
    this.child.kill('SIGSTOP');
  }

  thaw() {
    this.child.kill('SIGCONT');
    this.state = 'up';
  }

  /** Tells it to end; gives how many seconds that took. */
  async drain() {
    const begun = Date.now();
    this.state = 'draining';
    this.child.kill('SIGTERM');
    await ended(this.child);
    this.stage.died.push(Date.now());
    this.state = 'down';
    return (Date.now() - begun) / 1000;
  }
}

export class Stage {
  constructor(network, folder, origin) {
    Object.assign(this, { network, folder, origin, nodes: [], ports: [], died: [] });
    /** What a node that is started from now on runs. */
    this.jar = jarUnderTest();
    this.java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  }

  async start(count) {
    await mkdir(this.folder, { recursive: true });
    this.redisPort = await freePort();
    for (let i = 0; i < count; i++) {
      this.ports.push(this.network.canCut ? 8080 : await freePort());
      this.nodes.push(new Node(this, i));
    }
    this.members = this.nodes.map((_, i) => ({
      port: this.network.canCut ? 5701 : 5701 + 2 * i,
      host: this.network.address(i),
    }));
    await this.writeConfig();
    await this.startRedis();
    for (const node of this.nodes) await node.start();
    await this.startProxy();
  }

  async writeConfig() {
    const free = { downloadsPerDay: null, tokensPerHour: null, ...LIMITS, queueWeight: 1 };
    await writeFile(
      join(this.folder, 'config.json'),
      JSON.stringify({
        http: { trustedProxies: [`${this.network.host}/32`, '127.0.0.1/32'], publicHosts: ['localhost'] },
        access: { mode: 'open' },
        accounts: { registration: 'open' },
        tiers: { free },
        tokens: { bind: 'none' },
        cluster: { members: this.members.map(({ host, port }) => `${host}:${port}`) },
        monitoring: { allow: [`${this.network.host}/32`] },
        drain: { timeout: `${DRAIN_SECONDS}s` },
        analysis: { workers: 1, jobsPerWorker: 4, timeout: '2m', lease: LEASE },
        relay: { slotLease: LEASE },
      }),
    );
  }

  settings(index) {
    const inherited = environment();
    const { host, port } = this.members[index];
    return {
      ...inherited,
      ...tools(inherited),
      TVN_DATA_DIR: join(this.folder, `data${index + 1}`),
      TVN_HTTP_HOST: host,
      TVN_HTTP_PORT: String(this.ports[index]),
      TVN_REDIS_URL: `redis://${this.network.host}:${this.redisPort}`,
      TVN_EGRESS_ALLOW: new URL(this.origin).host,
      TVN_CLUSTER_ENABLED: 'true',
      TVN_CLUSTER_NAME: `cluster-test-${process.pid}`,
      TVN_CLUSTER_HOST: host,
      TVN_CLUSTER_PORT: String(port),
      TVN_CLUSTER_BUS_PORT: String(port + 1),
    };
  }

  async startRedis() {
    const { host } = this.network;
    const folder = join(this.folder, 'redis');
    await mkdir(folder, { recursive: true });
    const options = `--bind ${host} --port ${this.redisPort} --protected-mode no --dir ${folder}`;
    const kept = '--save --appendonly yes --appendfsync always';
    const command = ['redis-server', ...`${options} ${kept}`.split(' ')];
    command.splice(command.indexOf('--save') + 1, 0, '');
    this.redis = start(command, join(this.folder, 'redis.log'));
  }

  async restartRedis() {
    this.redis.kill('SIGTERM');
    await ended(this.redis);
    await this.startRedis();
  }

  /** Starts HAProxy with the configuration that is documented, and the addresses of this stage. */
  async startProxy() {
    const page = await readFile(join(ROOT, 'docs/cluster.md'), 'utf8');
    const [, documented] = page.match(/```haproxy\n([\s\S]*?)```/);
    this.proxyPort = await freePort();
    const servers = this.nodes.map((node) => `    server n${node.index} ${new URL(node.url).host} check`);
    const text = documented
      .replace(/^ *server .*\n/gm, '')
      .replace(/^ *bind .*$/m, `    bind 0.0.0.0:${this.proxyPort}`)
      .replace(/^ *source .*\n/m, '')
      // Else the kernel's buffers hold nearly a whole file, and no fault of a node breaks it off.
      .replace(/^global\n/m, '$&    tune.sndbuf.client 65536\n    tune.rcvbuf.server 65536\n')
      .concat(servers.join('\n'), '\n');
    const file = join(this.folder, 'haproxy.cfg');
    await writeFile(file, text);
    this.proxy = start(['haproxy', '-db', '-f', file], join(this.folder, 'haproxy.log'));
    for (let tries = 100; tries > 0; tries--) {
      const answer = await fetch(`${this.url}/api/monitoring/health/live`).catch(() => null);
      if (answer?.ok) return;
      await pause(100);
    }
    throw new Error('HAProxy did not start; see its log');
  }

  /** Where people go. */
  get url() {
    return `http://127.0.0.1:${this.proxyPort}`;
  }

  up() {
    return this.nodes.filter((node) => node.state === 'up');
  }

  /** What the first admin registers with. */
  async firstCode() {
    for (const node of this.nodes) {
      const log = await readFile(join(this.folder, `node${node.index + 1}.log`), 'utf8');
      const [, code] = log.match(/registers with the code (\w+)/) ?? [];
      if (code) return code;
    }
    throw new Error('no node told the code of the first admin');
  }

  async stop() {
    this.stopped = true;
    const all = [...this.nodes.map((node) => node.child), this.proxy, this.redis];
    for (const child of all) {
      if (child && !gone(child)) {
        child.kill('SIGCONT');
        child.kill('SIGKILL');
        await ended(child);
      }
    }
  }
}

// Where nodes live: each in a network namespace of its own on one bridge, so that the way between
// them can be cut while each still reaches Redis and the proxy. That takes root on Linux; elsewhere
// all are on loopback, and nothing can be cut.
import { execFileSync } from 'node:child_process';

const run = (command) => {
  const [program, ...args] = command.split(' ');
  return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
};

const quietly = (command) => {
  try {
    run(command);
  } catch {
    // It was not there.
  }
};

/** All on loopback. */
function loopback() {
  return {
    host: '127.0.0.1',
    address: () => '127.0.0.1',
    enter: () => [],
    canCut: false,
    cut: () => {},
    heal: () => {},
    stop: () => {},
  };
}

/** A bridge, and so many namespaces on it. */
function namespaces(nodes) {
  const tag = `tvn${process.pid % 10_000}`;
  const net = `10.${100 + (process.pid % 100)}.${process.pid % 250}`;
  const names = Array.from({ length: nodes }, (_, i) => `${tag}n${i}`);
  const ports = names.map((_, i) => `${tag}v${i}`);
  const stop = () => {
    names.forEach((name) => quietly(`ip netns del ${name}`));
    ports.forEach((port) => quietly(`ip link del ${port}`));
    quietly(`ip link del ${tag}b`);
  };
  try {
    run(`ip link add ${tag}b type bridge`);
    run(`ip address add ${net}.1/24 dev ${tag}b`);
    run(`ip link set ${tag}b up`);
    names.forEach((name, i) => {
      run(`ip netns add ${name}`);
      run(`ip link add ${ports[i]} type veth peer name eth0 netns ${name}`);
      run(`ip link set ${ports[i]} master ${tag}b up`);
      run(`ip -n ${name} address add ${net}.${10 + i}/24 dev eth0`);
      run(`ip -n ${name} link set lo up`);
      run(`ip -n ${name} link set eth0 up`);
    });
  } catch (error) {
    stop();
    throw error;
  }
  // Isolated ports of a bridge reach the bridge, and each other not.
  const isolate = (how) =>
    ports.forEach((port) => run(`ip link set ${port} type bridge_slave isolated ${how}`));
  return {
    host: `${net}.1`,
    address: (i) => `${net}.${10 + i}`,
    enter: (i) => ['ip', 'netns', 'exec', names[i]],
    canCut: true,
    cut: () => isolate('on'),
    heal: () => isolate('off'),
    stop,
  };
}

export function makeNetwork(nodes) {
  try {
    return namespaces(nodes);
  } catch {
    return loopback();
  }
}

// What a server takes, and whether it goes on taking more.
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const MIB = 1 << 20;

/**
 * By how much a figure may grow over the second half, as a share of it or so much in itself, whichever is more: noise
 * of what happens to be under way. `late` ones are not judged before half an hour: Java compiles and
 * fills its caches until then.
 */
const FIGURES = {
  'memory MiB': { share: 0.05, much: 8, late: true },
  'heap MiB': { share: 0.05, much: 2, late: true },
  'children MiB': { share: 0.1, much: 30, late: true },
  descriptors: { share: 0.1, much: 12 },
  children: { share: 0.1, much: 3 },
  threads: { share: 0.05, much: 3 },
  'redis keys': { share: 0.1, much: 50 },
  'redis MiB': { share: 0.1, much: 0.5 },
  'redis clients': { share: 0, much: 2 },
};
const LATE_SECONDS = 1_800;

const said = (program, ...args) => execFileSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();

const statusOf = async (pid, name) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
};

/** All that descend from a process. */
function descendants(pid) {
  const pairs = said('ps', '-A', '--no-headers', '-o', 'pid,ppid').trim().split('\n').map((line) => line.trim().split(/ +/).map(Number));
  const found = [pid];
  for (const parent of found) found.push(...pairs.filter(([, of]) => of === parent).map(([child]) => child));
  return found.slice(1);
}

/** The live heap: what is left after a collection, which this asks for. */
function heap(pid) {
  const tool = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/jcmd') : 'jcmd';
  said(tool, String(pid), 'GC.run');
  const told = said(tool, String(pid), 'GC.heap_info');
  return Number(told.match(/ used (\d+)K/)[1]) / 1024;
}

/** How the server and its Redis are now. */
export async function sample({ pid, redisPort }) {
  const memory = (await statusOf(pid, 'VmRSS')) / 1024;
  const info = said('redis-cli', '-p', String(redisPort), 'INFO');
  const redis = (name) => Number(info.match(new RegExp(`^${name}:(\\d+)`, 'm'))[1]);
  const children = descendants(pid);
  const resident = await Promise.all(children.map((child) => statusOf(child, 'RssAnon')));
  return {
    'memory MiB': memory,
    'heap MiB': heap(pid),
    'children MiB': resident.reduce((sum, kib) => sum + kib, 0) / 1024,
    descriptors: (await readdir(`/proc/${pid}/fd`)).length,
    children: children.length,
    threads: await statusOf(pid, 'Threads'),
    'redis keys': Number(said('redis-cli', '-p', String(redisPort), 'DBSIZE')),
    'redis MiB': redis('used_memory') / MIB,
    'redis clients': redis('connected_clients'),
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** The median of the slopes between all pairs (Theil and Sen), times the length: one outlier says nothing. */
function growth(values) {
  const slopes = [];
  values.forEach((value, i) => values.slice(0, i).forEach((before, j) => slopes.push((value - before) / (i - j))));
  return median(slopes) * (values.length - 1);
}

const shown = (value) => (Math.abs(value) < 100 ? value.toFixed(1) : value.toFixed(0)).padStart(9);

/** Prints how each figure went, in Markdown, and gives those that grow. */
export function judge(samples, seconds) {
  const second = samples.slice(samples.length >> 1);
  const grown = [];
  console.log('| figure | first | middle | last | growth of the second half | |\n|---|---|---|---|---|---|');
  for (const [name, { share, much, late }] of Object.entries(FIGURES)) {
    const values = second.map((one) => one[name]);
    const more = growth(values);
    const most = Math.max(much, share * median(values));
    const young = late && seconds < LATE_SECONDS;
    const verdict = more <= most ? 'levels off' : young ? 'too early to tell' : 'GROWS';
    if (verdict === 'GROWS') grown.push(`${name} by ${more.toFixed(1)} in the second half`);
    const [first, middle, last] = [samples[0], second[0], samples.at(-1)].map((one) => shown(one[name]));
    console.log(`| ${name} | ${first} | ${middle} | ${last} | ${shown(more)} of at most ${shown(most).trim()} | ${verdict} |`);
  }
  return grown;
}

/** What must be gone when everybody has gone, compared with before anybody came. */
export function remains(before, after) {
  return ['descriptors', 'children']
    .filter((name) => after[name] > before[name] + FIGURES[name].much)
    .map((name) => `${name}: ${after[name]} at rest, ${before[name]} before`);
}

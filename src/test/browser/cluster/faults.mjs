// What goes wrong, one thing after the other, each undone before the next.
import { DRAIN_SECONDS, pause } from './stage.mjs';

const FROZEN_SECONDS = 30;
const CUT_SECONDS = 25;

/** What the server itself gives its parts to end, beside its streams. */
const PATIENCE = 45;

/** The same numbers for the same seed (mulberry32). */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const FAULTS = {
  async kill(node) {
    await node.kill();
    await pause(3_000);
    await node.start();
  },

  async drain(node, { report }) {
    const took = await node.drain();
    if (took > DRAIN_SECONDS + PATIENCE) report.bad('drained', `${node.name} took ${took} s`);
    else report.good('drained', 'by itself', took * 1_000);
    await node.start();
  },

  /** From one version to the next, node by node; `cross` says what must work between any two. */
  async upgrade(_, { stage, report, revoke, cross, jar }) {
    await cross('before');
    stage.jar = jar;
    for (const node of stage.nodes) {
      await FAULTS.drain(node, { report });
      await pause(3_000);
      await cross(`${node.name} new`);
      await revoke(`${node.name} new`);
    }
  },

  async freeze(node) {
    node.freeze();
    await pause(FROZEN_SECONDS * 1_000);
    node.thaw();
    await pause(3_000);
  },

  async redis(_, { stage }) {
    await stage.restartRedis();
    await pause(5_000);
  },

  async cut(_, { stage, revoke }) {
    stage.network.cut();
    await pause((CUT_SECONDS * 1_000) / 2);
    await revoke('cut off');
    await pause((CUT_SECONDS * 1_000) / 2);
    stage.network.heal();
    await pause(5_000);
  },
};

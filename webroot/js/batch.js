import { createStore } from './base.js';
import { followAnalysis } from './events.js';

const IDLE = { phase: 'idle', items: [] };
const AT_ONCE = 3;
const FINAL = ['completed', 'failed', 'cancelled'];

/**
 * The analyses of a playlist's items for one archive: `idle -> running -> done | partly`. A few run
 * at a time; each item is `waiting`, `running`, `ready` or `failed`. When all are ready `onReady` is
 * told their analyses in order; of those that failed some may be tried again or left out.
 */
export function createBatch(api, follow = followAnalysis) {
  const state = createStore(IDLE);
  const ends = new Map();
  let turn = 0;
  /** @type {(requestIds: string[]) => void} */
  let onReady = () => {};

  const find = (key) => state.value.items.find((item) => item.key === key);
  const change = (key, changes) =>
    state.patch({
      items: state.value.items.map((item) => (item.key === key ? { ...item, ...changes } : item)),
    });

  function settle(key, changes) {
    ends.get(key)?.();
    ends.delete(key);
    change(key, changes);
    advance();
  }

  function heard(key, analysis) {
    if (!FINAL.includes(analysis.state)) return;
    const problem = analysis.problem ?? { code: 'analysis-cancelled' };
    settle(key, analysis.state === 'completed' ? { phase: 'ready' } : { phase: 'failed', problem });
  }

  async function begin(key) {
    const mine = turn;
    change(key, { phase: 'running', problem: null });
    try {
      const analysis = await api.analyze(find(key).url);
      if (mine !== turn) return void api.leave(analysis.requestId).catch(() => {});
      change(key, { requestId: analysis.requestId });
      if (FINAL.includes(analysis.state)) return void heard(key, analysis);
      const hear = (listener) => (value) => mine === turn && ends.has(key) && listener(value);
      ends.set(key, () => {});
      const end = follow(analysis.requestId, {
        onAnalysis: hear((now) => heard(key, now)),
        onLost: () => {},
        onProblem: hear((problem) => settle(key, { phase: 'failed', problem })),
      });
      if (ends.has(key)) ends.set(key, end);
      else end();
    } catch (problem) {
      if (mine === turn) settle(key, { phase: 'failed', problem });
    }
  }

  function advance() {
    const { items } = state.value;
    const running = items.filter((item) => item.phase === 'running').length;
    const next = items.filter((item) => item.phase === 'waiting').slice(0, AT_ONCE - running);
    for (const item of next) begin(item.key);
    if (running + next.length > 0) return;
    const whole = items.every((item) => item.phase === 'ready');
    state.patch({ phase: whole ? 'done' : 'partly' });
    if (whole) finish();
  }

  function finish() {
    const ready = state.value.items.filter((item) => item.phase === 'ready');
    onReady(ready.map((item) => item.requestId));
  }

  return {
    state,
    /** Starts with these entries of a playlist, and leaves what ran before. */
    start(entries, whenReady) {
      this.cancel();
      onReady = whenReady;
      const items = entries.map(({ url, title }, key) => ({ key, url, title, phase: 'waiting' }));
      state.set({ phase: 'running', items });
      advance();
    },
    /** Tries one that failed once more. */
    retry(key) {
      change(key, { phase: 'waiting', problem: null });
      state.patch({ phase: 'running' });
      advance();
    },
    /** Goes on with those that are ready. */
    leaveOut() {
      state.patch({ phase: 'done' });
      finish();
    },
    /** Ends it and gives up what is not ready. */
    cancel() {
      turn++;
      for (const end of ends.values()) end();
      ends.clear();
      for (const { phase, requestId } of state.value.items) {
        if (phase === 'running' && requestId) api.leave(requestId).catch(() => {});
      }
      state.set(IDLE);
    },
  };
}

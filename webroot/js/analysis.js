import { followAnalysis } from './events.js';
import { presentable } from './words.js';

const IDLE = { phase: 'idle' };
const FINAL = ['completed', 'failed', 'cancelled'];

/**
 * The one analysis on the page, kept in `state`. A new start leaves the one before; what comes late
 * from that one is not heard.
 */
export function createAnalysis(api, state, follow = followAnalysis) {
  let turn = 0;
  let unfollow = () => {};

  function leaveCurrent() {
    turn++;
    unfollow();
    unfollow = () => {};
    const { requestId, phase } = state.value;
    if (requestId && !FINAL.includes(phase)) {
      // Nobody waits for the answer: a job that is not left ends by itself.
      api.leave(requestId).catch(() => {});
    }
  }

  function take(analysis) {
    const { url, requestId, place, step, attempt, result, problem } = analysis;
    state.patch({ phase: analysis.state, requestId, place, step, attempt, problem, lost: false });
    if (result) {
      state.patch({ media: presentable(result.media), presets: result.presets, canonical: url });
    }
    if (FINAL.includes(analysis.state)) unfollow();
  }

  function fail(problem) {
    state.patch({ phase: 'failed', problem, lost: false });
  }

  async function start(url) {
    leaveCurrent();
    const mine = turn;
    state.set({ phase: 'sending', url, startedAt: Date.now() });
    try {
      const analysis = await api.analyze(url);
      if (mine !== turn) return void api.leave(analysis.requestId).catch(() => {});
      take(analysis);
      if (FINAL.includes(analysis.state)) return;
      unfollow = follow(analysis.requestId, {
        onAnalysis: (heard) => mine === turn && take(heard),
        onLost: (lost) => mine === turn && lost !== state.value.lost && state.patch({ lost }),
        onProblem: (problem) => mine === turn && fail(problem),
      });
    } catch (problem) {
      if (mine === turn) fail(problem);
    }
  }

  return {
    state,
    start,
    /** Leaves it; the page says that it was cancelled, and offers to look again. */
    cancel() {
      const { url } = state.value;
      leaveCurrent();
      state.set({ phase: 'cancelled', url });
    },
    /** Back to the empty page. */
    reset() {
      leaveCurrent();
      state.set(IDLE);
    },
    /** Refuses what was pasted without asking the server. */
    refuse(url, code) {
      leaveCurrent();
      state.set({ phase: 'failed', url, problem: { code } });
    },
  };
}

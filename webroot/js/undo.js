import { createStore } from './base.js';

const WITHIN = 10_000;

/**
 * Removals that may be taken back for a while: what `remove` is given is hidden at once, and done
 * when the time is over, another removal follows, or the page is left.
 */
export function createUndo({ within = WITHIN } = {}) {
  /** What may be taken back, or null. */
  const state = createStore(null);
  let timer = 0;
  let doIt = () => {};

  function settle() {
    clearTimeout(timer);
    state.set(null);
    const act = doIt;
    doIt = () => {};
    act();
  }
  addEventListener('pagehide', settle);

  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, within);
  };

  return {
    state,
    /** Hides by `hide`; later `act` does it, or `show` takes it back. */
    remove({ name, hide, show, act }) {
      settle();
      hide();
      doIt = act;
      state.set({ name, show });
      wait();
    },
    undo() {
      clearTimeout(timer);
      doIt = () => {};
      state.value?.show();
      state.set(null);
    },
    /** Stops the clock, as while somebody reads; `wait` starts it anew. */
    hold: () => clearTimeout(timer),
    wait: () => state.value && wait(),
  };
}

import { useLayoutEffect, useReducer } from '../vendor/htm-preact.js';

/** A value that others can watch. */
export function createStore(initial) {
  let value = initial;
  const watchers = new Set();
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      for (const watcher of [...watchers]) watcher(next);
    },
    patch(changes) {
      this.set({ ...value, ...changes });
    },
    subscribe(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The store's value; the component is drawn again when it changes. */
export function useStore(store) {
  const [, redraw] = useReducer((count) => count + 1, 0);
  const drawn = store.value;
  useLayoutEffect(() => {
    // It may have changed between drawing and here.
    if (store.value !== drawn) redraw();
    return store.subscribe(redraw);
  }, [store]);
  return drawn;
}

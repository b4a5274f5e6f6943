import { useEffect, useRef, useState } from '../vendor/htm-preact.js';

/**
 * A list that is asked for page by page. `ask` is given where the page begins, and gives its rows
 * and where the next begins; it is asked anew when one of `keys` changes, and what was seen stays
 * until then.
 * @param {(from?: string) => Promise<{rows: any[], next?: string}>} ask
 * @param {unknown[]} keys
 */
export function usePages(ask, keys) {
  const [list, setList] = useState({
    rows: /** @type {any[]?} */ (null),
    next: /** @type {string | undefined} */ (undefined),
    problem: null,
  });
  const turn = useRef(0);

  const load = async (from) => {
    const mine = ++turn.current;
    try {
      const { rows, next } = await ask(from);
      if (mine !== turn.current) return;
      setList((before) => ({
        rows: from && before.rows ? [...before.rows, ...rows] : rows,
        next,
        problem: null,
      }));
    } catch (problem) {
      if (mine === turn.current) setList((before) => ({ ...before, problem }));
    }
  };
  useEffect(() => {
    load();
    return () => void turn.current++;
  }, keys);

  return {
    ...list,
    again: () => load(),
    more: list.next ? () => load(list.next) : null,
    /** Puts another row in the place of one, or takes it out. */
    replace: (is, row) =>
      setList((before) => ({
        ...before,
        rows: (before.rows ?? []).flatMap((each) => (is(each) ? (row ? [row] : []) : [each])),
      })),
  };
}

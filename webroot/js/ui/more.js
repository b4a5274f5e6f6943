import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { number, t } from '../base.js';

const STEP = 50;

/**
 * The first rows of a list that may be long, and a button that shows more of them; the focus goes
 * to the first of these, which `selector` finds.
 */
export function useRows(all, selector) {
  const [most, setMost] = useState(STEP);
  const from = useRef(0);
  useEffect(() => {
    if (from.current === 0) return;
    /** @type {HTMLElement | null | undefined} */
    const next = document.querySelectorAll(selector)[from.current]?.querySelector('input, button');
    next?.focus({ preventScroll: true });
  }, [most]);
  const press = () => {
    from.current = most;
    setMost(most + STEP);
  };
  const more =
    all.length > most &&
    html`<p class="more-rows">
      <button type="button" class="quiet" onClick=${press}>
        ${t('list.more', { n: number(Math.min(STEP, all.length - most)) })}
      </button>
      <span>${t('list.shown', { n: number(most), all: number(all.length) })}</span>
    </p>`;
  return { rows: all.slice(0, most), more };
}

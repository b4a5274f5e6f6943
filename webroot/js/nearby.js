// Parts of a long page that are drawn when they come near the window: drawing all of them at once
// would keep a slow phone busy for long.
import { useEffect, useState } from '../vendor/htm-preact.js';
import { createStore, useStore } from './base.js';

/** How far from the window "near" is: about what a flick of the thumb passes. */
const MARGIN = '100% 0px';

const all = createStore(false);
/** What draws each that is not drawn yet. @type {Map<Element, () => void>} */
const waiting = new Map();
/** Those of them that are near. @type {Set<Element>} */
const near = new Set();
let drawing = false;

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** How far outside the window it is, in px. */
function distance(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(top - innerHeight, -bottom, 0);
}

function nearest() {
  const [first, ...others] = [...near].map((element) => ({ element, away: distance(element) }));
  return others.reduce((best, each) => (each.away < best.away ? each : best), first).element;
}

/** Draws one a frame, what is in sight first: each moves others away, which then need not be drawn. */
async function drawNear() {
  if (drawing) return;
  drawing = true;
  while (near.size > 0) {
    const element = nearest();
    near.delete(element);
    waiting.get(element)?.();
    await painted();
  }
  drawing = false;
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) near.add(target);
      else near.delete(target);
    }
    drawNear();
  },
  { rootMargin: MARGIN },
);

/**
 * Whether the element of `place` has come near the window; what has stays drawn.
 * @param {{current: Element?}} place
 * @param {boolean} [first] whether it is drawn from the start
 */
export function useNearby(place, first = false) {
  const [drawn, setDrawn] = useState(first);
  const everything = useStore(all);
  useEffect(() => {
    const element = place.current;
    if (drawn || !element) return undefined;
    waiting.set(element, () => setDrawn(true));
    watcher.observe(element);
    return () => {
      waiting.delete(element);
      near.delete(element);
      watcher.unobserve(element);
    };
  }, [drawn]);
  return drawn || everything;
}

/**
 * Draws everything for who prints the page, or searches it by the browser's own key; with `tab` also
 * for who goes from one control to the next, which are not there before they are drawn.
 * @param {{tab?: boolean}} [options]
 */
export function drawAllWhenAsked({ tab = false } = {}) {
  const draw = () => all.value || all.set(true);
  addEventListener('beforeprint', draw);
  addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    const searches = (ctrlKey || metaKey) && key.toLowerCase() === 'f';
    if (searches || (tab && key === 'Tab')) draw();
  });
}

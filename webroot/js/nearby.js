// Parts of a long page that are drawn when they come near the window: drawing all of them at once
// would keep a slow phone busy for long.
import { useEffect, useState } from '../vendor/htm-preact.js';
import { createStore, useStore } from './base.js';

/** How far from the window "near" is: about what a flick of the thumb passes. */
const MARGIN = '100% 0px';

const all = createStore(false);
/** @type {Map<Element, () => void>} */
const waiting = new Map();
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) waiting.get(target)?.();
  },
  { rootMargin: MARGIN },
);

/**
 * Whether the element of `place` has come near the window; what has stays drawn.
 * @param {{current: Element?}} place
 * @param {boolean} [first] whether it is drawn from the start
 */
export function useNearby(place, first = false) {
  const [near, setNear] = useState(first);
  const everything = useStore(all);
  useEffect(() => {
    const element = place.current;
    if (near || !element) return undefined;
    waiting.set(element, () => setNear(true));
    watcher.observe(element);
    return () => {
      waiting.delete(element);
      watcher.unobserve(element);
    };
  }, [near]);
  return near || everything;
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

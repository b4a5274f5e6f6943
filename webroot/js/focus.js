// The keyboard's place on the page.

const STOPS =
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], video[controls]';

/** How long a part of the page may take to claim the focus itself, in ms. */
const SETTLED = 60;

const stopsIn = (node) =>
  [...(node.matches(STOPS) ? [node] : []), ...node.querySelectorAll(STOPS)].filter(
    (each) => each.checkVisibility() && !each.closest('[inert]'),
  );

/** The element that now stands where `node` was taken away, as the change tells. */
function placeOf({ target, previousSibling, nextSibling }) {
  if (nextSibling?.isConnected) return nextSibling.previousElementSibling ?? target.firstElementChild;
  return previousSibling?.isConnected ? previousSibling : target.lastElementChild;
}

/** The stop that is nearest to where `change` took something away. */
function nearest(change) {
  const { target, nextSibling, previousSibling } = change;
  const around = [placeOf(change), nextSibling, previousSibling, target];
  for (const node of around) {
    const element = node?.nodeType === Node.ELEMENT_NODE ? node : null;
    const [first] = element?.isConnected ? stopsIn(element) : [];
    if (first) return first;
  }
  return null;
}

/**
 * When what has the focus goes away, what stands there next gets it: without that the browser
 * begins at the top of the page, and who uses the keyboard has lost the place. Nothing is done
 * where something else has the focus already, or where nothing had it.
 */
export function keepFocus() {
  let last = /** @type {HTMLElement?} */ (null);
  document.addEventListener('focusin', ({ target }) => (last = /** @type {HTMLElement} */ (target)));
  // What is still there has lost it otherwise: by a press elsewhere, or to another window.
  document.addEventListener('focusout', () => {
    const left = last;
    queueMicrotask(() => left?.isConnected && last === left && (last = null));
  });
  new MutationObserver((changes) => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const gone = last;
    last = null;
    const main = document.getElementById('main');
    const change = changes.find(
      ({ target, removedNodes }) =>
        target.isConnected && [...removedNodes].some((node) => node.contains(gone)),
    );
    // A whole part of the screen that goes leaves no neighbour that has to do with it.
    const inside = change && (change.target === main || !change.target.contains(main));
    setTimeout(() => {
      if (document.activeElement === document.body) ((inside && nearest(change)) || main)?.focus();
    }, SETTLED);
  }).observe(document.body, { childList: true, subtree: true });
}

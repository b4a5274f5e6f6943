import { findAddress } from './address.js';
import { analysis } from './services.js';

// The address under analysis is kept in the history entry, not in the page's own address: "back"
// and "reload" work, and a private link does not get into the server's log.

/** Analyses `url` on a new history entry; `from` is the list that it was chosen in. */
export function visit(url, from = null) {
  history.pushState({ url, from }, '', '/');
  analysis.start(url);
}

/** The list that the address on the page was chosen in, or null. */
export const cameFrom = () => history.state?.from ?? null;

/** Follows the browser's buttons, and takes up `?url=` or what was there before a reload. */
export function startRoute() {
  addEventListener('popstate', () => {
    if (history.state?.url) analysis.start(history.state.url);
    else analysis.reset();
  });
  const asked = new URLSearchParams(location.search).get('url');
  if (asked) {
    const url = findAddress(asked);
    history.replaceState(url ? { url } : null, '', '/');
    if (url) analysis.start(url);
    else analysis.refuse(asked, 'invalid-url');
  } else if (history.state?.url) {
    analysis.start(history.state.url);
  }
}

import { html, useEffect } from '../../vendor/htm-preact.js';
import { language, t, useStore } from '../base.js';
import { keepFocus } from '../focus.js';
import { spoken } from '../route.js';
import { Footer, Header, Icon } from './frame.js';
import { problemWords, RetryButton } from './problem.js';

/** A screen of its own: what is around it, its title, and what a screen reader is told. */
export function Page({ title, phase, wide = false, children }) {
  const current = useStore(language);
  useEffect(keepFocus, []);
  useEffect(() => {
    document.title = `${title} – TaiVideoNhanh`;
  }, [current, title]);
  return html`<a class="skip" href="#main">${t('app.skip')}</a>
    <${Header} />
    <main id="main" class=${wide ? 'page page-wide' : 'page'} tabindex="-1" data-phase=${phase}>${children}</main>
    <${Footer} />
    <p class="hidden" role="status" id="spoken">${useStore(spoken)}</p>`;
}

/** Where a screen will be, while it is not known what is on it. */
export function Bones({ label }) {
  return html`<div class="sheet bones" role="status" aria-busy="true" aria-label=${label}>
    ${[1, 2, 3].map((n) => html`<div key=${n} class="bone bone-row"></div>`)}
  </div>`;
}

/**
 * A problem in one line, where it happened.
 * @param {{problem: any, onRetry?: (() => unknown)?}} props
 */
export function Notice({ problem, onRetry = null }) {
  if (!problem) return null;
  const { title, advice } = problemWords(problem);
  return html`<p class="notice" role="alert">
    <${Icon} name="alert" /><span><b>${title}.</b> ${advice}</span>
    ${onRetry && html`<${RetryButton} problem=${problem} onRetry=${onRetry} />`}
  </p>`;
}

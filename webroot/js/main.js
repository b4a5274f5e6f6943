import { html, render, useEffect } from '../vendor/htm-preact.js';
import { language, learnMe, startLanguage, t, useStore } from './base.js';
import { analysed, reset, spoken, startRoute, work } from './route.js';
import { Box } from './ui/box.js';
import { Connection, Footer, Header } from './ui/frame.js';

/** @param {FocusOptions} [how] */
const focusBox = (how) => document.getElementById('url')?.focus(how);

/** The first screen. */
function App() {
  const current = useStore(language);
  const state = useStore(analysed);
  const parts = useStore(work);
  useEffect(() => {
    document.title = t('app.title');
  }, [current]);
  const home = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (state.phase !== 'idle') history.pushState(null, '', '/');
    reset();
    focusBox();
  };
  return html`<a class="skip" href="#main">${t('app.skip')}</a>
    <${Header} onHome=${home} />
    <main id="main" tabindex="-1" data-phase=${state.phase}>
      <div class="hero">
        <h1>${t('hero.title')}</h1>
        <p class="hero-sub">${t('hero.sub')}</p>
        <${Box} />
      </div>
      <${Connection} lost=${state.lost} />
      ${parts && html`<${parts.Work} state=${state} />`}
    </main>
    <${Footer} />
    ${parts && html`<${parts.Dock} />`}
    <p class="hidden" role="status" id="spoken">${useStore(spoken)}</p>`;
}

learnMe();
await startLanguage();
startRoute();
const place = /** @type {HTMLElement} */ (document.getElementById('app'));
// What was there is for browsers without scripts.
place.replaceChildren();
render(html`<${App} />`, place);
focusBox({ preventScroll: true });

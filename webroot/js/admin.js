// The first screen of `/admin`. What it is about follows when this has been painted: a slow phone
// shows where it is at once, instead of nothing until all is there.
import { html, render } from '../vendor/htm-preact.js';
import { createStore, language, learnMe, startLanguage, t, useStore } from './base.js';
import { askForAll } from './route.js';
import { Connection } from './ui/frame.js';
import { Bones, Page } from './ui/page.js';
import { ProblemSheet } from './ui/problem.js';

/** A window that is not seen paints nothing: it goes on after so long, in ms. */
const PAINTED_WITHIN = 500;

/** What follows, `ui/admin.js`; null until it is there. */
const rest = createStore(null);
/** The page's state until then; later it is the board's. */
const awaited = createStore({ phase: 'loading', lost: null, problem: null });
const known = learnMe();

const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, PAINTED_WITHIN);
  });

async function load() {
  awaited.patch({ phase: 'loading', problem: null });
  try {
    const styled = askForAll('admin-files');
    const [module] = await Promise.all([import('./ui/admin.js'), styled, known]);
    module.board.start();
    rest.set(module);
  } catch {
    awaited.patch({ phase: 'failed', problem: { code: 'connection-lost' } });
  }
}

/** `/admin`: one page that answers whether it is well, and where one mends what is not. */
function Admin() {
  useStore(language);
  const parts = useStore(rest);
  const { phase, lost, problem } = useStore(parts?.board.state ?? awaited);
  const retry = parts?.board.start ?? load;
  const content = {
    loading: () => html`<${Bones} label=${t('op.loading')} />`,
    failed: () => html`<${ProblemSheet} problem=${problem} onRetry=${retry} login="/account#to=admin" />`,
    ready: () => html`<${parts.Parts} />`,
  };
  return html`<${Page} title=${t('nav.admin')} phase=${phase} wide>
    <h1>${t('nav.admin')}</h1>
    <p class="page-lead">${t('op.lead')}</p>
    <${Connection} lost=${lost} words=${phase === 'ready' ? `op.gone.${lost}` : `net.${lost}`} />
    ${content[phase]()}
  <//>`;
}

await startLanguage();
render(html`<${Admin} />`, /** @type {HTMLElement} */ (document.getElementById('app')));
await painted();
await load();

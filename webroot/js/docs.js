import { html, render, useEffect } from '../vendor/htm-preact.js';
import { language, learnMe, startLanguage, t, useStore } from './base.js';
import { operations } from './contract.js';
import { drawAllWhenAsked } from './nearby.js';
import { Contents, Operations, Problems, Schemas } from './ui/docs.js';
import { Footer, Header } from './ui/frame.js';
import { Prose } from './ui/prose.js';
import { Credentials } from './ui/trial.js';

/** @typedef {{phase: 'loading' | 'failed' | 'ready', contract?: any, tags?: any[]}} State */

// The page is drawn after the browser has looked for the anchor.
function useAnchor(ready) {
  useEffect(() => {
    if (!ready || !location.hash) return;
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, [ready]);
}

/** What the contract says, once it is there. */
function Said({ contract, tags }) {
  return html`<div class="docs-intro" lang="en"><${Prose} text=${contract.info.description} /></div>
    <p><a href="/openapi.json">${t('docs.contract')}</a></p>
    <${Credentials} />
    <${Operations} contract=${contract} tags=${tags} />`;
}

/** @param {State} state */
function Docs({ phase, contract, tags }) {
  const current = useStore(language);
  useEffect(() => {
    document.title = t('docs.pageTitle');
  }, [current]);
  useAnchor(phase !== 'loading');
  const instead = {
    loading: () => html`<p role="status">${t('docs.loading')}</p>`,
    failed: () => html`<p>${t('docs.failed')} <a href="/openapi.json">openapi.json</a></p>`,
  };
  return html`<a class="skip" href="#main">${t('app.skip')}</a>
    <${Header} />
    <div class="docs">
      <${Contents} ready=${phase === 'ready'} tags=${tags} />
      <main id="main" tabindex="-1" data-phase=${phase}>
        <h1>${t('docs.title')} ${contract && html`<span class="version">${contract.info.version}</span>`}</h1>
        <p class="docs-lead">${t('docs.lead')}</p>
        ${contract ? html`<${Said} contract=${contract} tags=${tags} />` : instead[phase]()}
        ${phase !== 'loading' && html`<${Problems} />`}
        ${phase === 'ready' && html`<${Schemas} contract=${contract} />`}
      </main>
    </div>
    <${Footer} />`;
}

async function load() {
  try {
    const answer = await fetch('/openapi.json');
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** @param {State} state */
const show = (state) =>
  render(html`<${Docs} ...${state} />`, /** @type {HTMLElement} */ (document.getElementById('app')));

/** Lets the browser do what else there is. */
const free = () => new Promise((done) => setTimeout(done));

learnMe();
drawAllWhenAsked();
const loading = load();
await startLanguage();
show({ phase: 'loading' });
const contract = await loading;
if (contract) {
  // Piece by piece: in one go a slow phone would not answer a press for half a second.
  show({ phase: 'loading', contract });
  await free();
  const tags = operations(contract);
  await free();
  show({ phase: 'loading', contract, tags });
  await free();
  show({ phase: 'ready', contract, tags });
} else show({ phase: 'failed' });

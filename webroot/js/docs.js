import { html, render, useEffect, useMemo } from '../vendor/htm-preact.js';
import { language, learnMe, startLanguage, t, useStore } from './base.js';
import { operations } from './contract.js';
import { drawAllWhenAsked } from './nearby.js';
import { Contents, sections } from './ui/docs.js';
import { Footer, Header } from './ui/frame.js';
import { Paragraphs } from './ui/prose.js';
import { Credentials } from './ui/trial.js';

/**
 * `drawn` tells how many of the sections are drawn by now; without it all are.
 * @typedef {{phase: 'loading' | 'failed' | 'ready', contract?: any, tags?: any[], drawn?: number}} State
 */

// The page is drawn after the browser has looked for the anchor.
function useAnchor(ready) {
  useEffect(() => {
    if (!ready || !location.hash) return;
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, [ready]);
}

/** What the contract says of itself. */
function Said({ contract }) {
  return html`<div class="docs-intro" lang="en"><${Paragraphs} text=${contract.info.description} /></div>
    <p><a href="/openapi.json">${t('docs.contract')}</a></p>
    <${Credentials} />`;
}

/** The parts of the page, made once: what is drawn already is not gone through again with each new section. */
function useParts(contract, tags, current) {
  return useMemo(
    () => ({
      header: html`<${Header} />`,
      contents: html`<${Contents} tags=${tags} />`,
      said: contract && html`<${Said} contract=${contract} />`,
      sections: sections(contract, tags),
      footer: html`<${Footer} />`,
    }),
    [contract, tags, current],
  );
}

/** @param {State} state */
function Docs({ phase, contract, tags, drawn }) {
  const current = useStore(language);
  useEffect(() => {
    document.title = t('docs.pageTitle');
  }, [current]);
  useAnchor(phase !== 'loading');
  const parts = useParts(contract, tags, current);
  const instead = {
    loading: () => html`<p role="status">${t('docs.loading')}</p>`,
    failed: () => html`<p>${t('docs.failed')} <a href="/openapi.json">openapi.json</a></p>`,
  };
  return html`<a class="skip" href="#main">${t('app.skip')}</a>
    ${parts.header}
    <div class="docs">
      ${parts.contents}
      <main id="main" tabindex="-1" data-phase=${phase}>
        <h1>${t('docs.title')} ${contract && html`<span class="version">${contract.info.version}</span>`}</h1>
        <p class="docs-lead">${t('docs.lead')}</p>
        ${parts.said ?? instead[phase]()}
        ${parts.sections.slice(0, drawn)}
      </main>
    </div>
    ${parts.footer}`;
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

/** Draws piece by piece: in one go a slow phone would not answer a press for half a second. */
async function showAll(contract) {
  show({ phase: 'loading', contract, drawn: 0 });
  await free();
  const tags = operations(contract);
  await free();
  const { length } = sections(contract, tags);
  for (let drawn = 0; drawn < length; drawn++) {
    show({ phase: 'loading', contract, tags, drawn });
    await free();
  }
  show({ phase: 'ready', contract, tags });
}

learnMe();
drawAllWhenAsked();
const loading = load();
await startLanguage();
show({ phase: 'loading', drawn: 0 });
const contract = await loading;
if (contract) await showAll(contract);
else show({ phase: 'failed' });

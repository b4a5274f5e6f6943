import { html, render, useEffect } from '../vendor/htm-preact.js';
import { language, learnMe, startLanguage, t, useStore } from './base.js';
import { Contents, Operations, Problems, Schemas } from './ui/docs.js';
import { Footer, Header } from './ui/frame.js';
import { Prose } from './ui/prose.js';
import { Credentials } from './ui/trial.js';

// The page is drawn after the browser has looked for the anchor.
function useAnchor(ready) {
  useEffect(() => {
    if (!ready || !location.hash) return;
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, [ready]);
}

function Docs({ contract }) {
  const current = useStore(language);
  useEffect(() => {
    document.title = t('docs.pageTitle');
  }, [current]);
  useAnchor(contract);
  const { info } = contract ?? {};
  return html`<a class="skip" href="#main">${t('app.skip')}</a>
    <${Header} />
    <div class="docs">
      <${Contents} contract=${contract} />
      <main id="main" tabindex="-1">
        <h1>${t('docs.title')} ${info && html`<span class="version">${info.version}</span>`}</h1>
        ${info
          ? html`<div class="docs-intro" lang="en"><${Prose} text=${info.description} /></div>
              <p><a href="/openapi.json">${t('docs.contract')}</a></p>
              <${Credentials} />
              <${Operations} contract=${contract} />`
          : html`<p>${t('docs.failed')} <a href="/openapi.json">openapi.json</a></p>`}
        <${Problems} />
        ${contract && html`<${Schemas} contract=${contract} />`}
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

learnMe();
const [contract] = await Promise.all([load(), startLanguage()]);
render(html`<${Docs} contract=${contract} />`, /** @type {HTMLElement} */ (document.getElementById('app')));

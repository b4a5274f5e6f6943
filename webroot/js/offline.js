import { html, render } from '../vendor/htm-preact.js';
import { language, startLanguage, t, useStore } from './base.js';
import { Icon } from './ui/frame.js';
import { Page } from './ui/page.js';

/** Between two looks whether the server is there again, in seconds; the last holds on. */
const PAUSES = [1, 2, 5, 10, 30];
const ANSWER_WITHIN = 10_000;

// It is shown in the place of a page, under that page's own address.
const again = () => (location.pathname === '/offline' ? location.replace('/') : location.reload());

let timer = 0;

async function look(turn = 0) {
  clearTimeout(timer);
  const asked = { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN) };
  const there = await fetch('/favicon.svg', /** @type {RequestInit} */ (asked)).catch(() => null);
  if (there?.ok) return again();
  timer = setTimeout(look, (PAUSES[turn + 1] ?? PAUSES.at(-1)) * 1000, turn + 1);
}

addEventListener('online', () => look());

function Offline() {
  useStore(language);
  const title = t(navigator.onLine ? 'problem.connection-lost' : 'offline.title');
  return html`<${Page} title=${title} phase="offline">
    <div class="sheet offline">
      <span class="offline-icon"><${Icon} name="offline" /></span>
      <h1>${title}</h1>
      <p>${t('offline.words')}</p>
      <p>${t('offline.running')}</p>
      <p class="offline-acts">
        <button type="button" class="primary" onClick=${again}>
          <${Icon} name="again" />${t('offline.again')}
        </button>
        <a class="quiet" href="/">${t('offline.home')}</a>
      </p>
    </div>
  <//>`;
}

await startLanguage();
timer = setTimeout(look, PAUSES[0] * 1000);
render(html`<${Offline} />`, /** @type {HTMLElement} */ (document.getElementById('app')));

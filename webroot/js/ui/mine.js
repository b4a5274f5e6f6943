import { html, useEffect, useRef } from '../../vendor/htm-preact.js';
import { language, t, useStore } from '../base.js';
import { day } from '../format.js';
import { Connection, Icon } from './frame.js';
import { Past, Running, Waiting } from './mine-item.js';
import { Notice, Page } from './page.js';
import { ProblemSheet } from './problem.js';
import { Usage } from './usage.js';

function Section({ id, title, action, children }) {
  return html`<section class="mine-part" aria-labelledby=${id}>
    <div class="part-head"><h2 id=${id}>${title}</h2>${action}</div>
    ${children}
  </section>`;
}

/** What ended, day by day. */
function Days({ entries, ledger }) {
  const days = Map.groupBy(entries, ({ endedAt }) => day(endedAt));
  return [...days].map(
    ([name, those]) => html`<div key=${name} class="mine-day">
      <h3>${name}</h3>
      <ul class="cards">
        ${those.map((entry) => html`<${Past} key=${entry.id} entry=${entry} ledger=${ledger} />`)}
      </ul>
    </div>`,
  );
}

function Empty() {
  return html`<div class="empty">
    <span class="empty-icon"><${Icon} name="down" /></span>
    <h2>${t('mine.empty')}</h2>
    <p>${t('mine.emptyHint')}</p>
    <a class="primary" href="/">${t('mine.first')}</a>
  </div>`;
}

function Guest() {
  return html`<div class="empty">
    <h2>${t('mine.guest')}</h2>
    <p>${t('mine.guestHint')}</p>
    <a class="primary" href="/account#to=downloads">${t('nav.login')}</a>
  </div>`;
}

function Bones() {
  return html`<div class="cards" aria-busy="true" aria-label=${t('mine.loading')} role="status">
    ${[1, 2, 3].map((n) => html`<div key=${n} class="bone bone-row"></div>`)}
  </div>`;
}

function Lists({ state, ledger }) {
  const { running, waiting, past } = state;
  if (running.length + waiting.length + past.length === 0) return html`<${Empty} />`;
  const clear = html`<button type="button" class="quiet" onClick=${() => ledger.forgetAll(t('mine.all'))}>
    ${t('mine.clear')}
  </button>`;
  return html`${running.length > 0 &&
    html`<${Section} id="running" title=${t('mine.running')}>
      <ul class="cards">
        ${running.map((item) => html`<${Running} key=${item.linkId} item=${item} ledger=${ledger} />`)}
      </ul>
    <//>`}
    ${waiting.length > 0 &&
    html`<${Section} id="waiting" title=${t('mine.waiting')}>
      <ul class="cards">
        ${waiting.map((link) => html`<${Waiting} key=${link.id} link=${link} ledger=${ledger} />`)}
      </ul>
    <//>`}
    ${past.length > 0 &&
    html`<${Section} id="past" title=${t('mine.past')} action=${clear}>
      <${Days} entries=${past} ledger=${ledger} />
    <//>`}`;
}

function Content({ state, ledger }) {
  switch (state.phase) {
    case 'loading':
      return html`<${Bones} />`;
    case 'guest':
      return html`<${Guest} />`;
    case 'failed':
      return html`<${ProblemSheet}
        problem=${state.problem}
        onRetry=${ledger.start}
        login="/account#to=downloads"
      />`;
    default:
      return html`<${Lists} state=${state} ledger=${ledger} />`;
  }
}

/** What was just removed, for as long as it may be taken back. */
function Removed({ undo }) {
  const removed = useStore(undo.state);
  const button = useRef(/** @type {HTMLButtonElement?} */ (null));
  // The button that was pressed is gone: who works by keyboard goes on at the way back.
  useEffect(() => {
    if (removed && document.activeElement === document.body) button.current?.focus();
  }, [removed]);
  return html`<div class="toast-place" role="status">
    ${removed &&
    html`<p class="toast" onMouseEnter=${undo.hold} onMouseLeave=${undo.wait}>
      <span class="toast-words" dir="auto">${t('mine.removed', { name: removed.name })}</span>
      <button type="button" class="quiet" ref=${button} onClick=${undo.undo} onFocus=${undo.hold} onBlur=${undo.wait}>
        ${t('mine.undo')}
      </button>
    </p>`}
  </div>`;
}

/** `/downloads`: one's downloads on all devices, and what is left of the day. */
export function Mine({ ledger, undo }) {
  useStore(language);
  const state = useStore(ledger.state);
  const { lost, allowance, notice, phase } = state;
  return html`<${Page} title=${t('mine.title')} phase=${phase}>
    <div class="page-head">
      <h1>${t('mine.title')}</h1>
      ${allowance && html`<${Usage} allowance=${allowance} />`}
    </div>
    <${Connection} lost=${lost} words=${`net.${lost}`} />
    <${Notice} problem=${notice} />
    <${Content} state=${state} ledger=${ledger} />
    <${Removed} undo=${undo} />
  <//>`;
}

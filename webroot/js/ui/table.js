// What lists of operators share.
import { html } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { Notice } from './page.js';

/**
 * A table that becomes a list of cards where it is too narrow for columns; with `acts` its last
 * column is of buttons.
 */
export function Table({ label, columns, acts = false, busy = false, children }) {
  return html`<div class="table-scroll">
    <table class="table" aria-label=${label} aria-busy=${String(busy)}>
      <thead>
        <tr>
          ${columns.map((name) => html`<th key=${name} scope="col">${name}</th>`)}
          ${acts && html`<th scope="col"><span class="hidden">${t('op.acts')}</span></th>`}
        </tr>
      </thead>
      <tbody>
        ${children}
      </tbody>
    </table>
  </div>`;
}

/** What there is instead of rows, or what went wrong, or the next page. */
export function End({ list, empty }) {
  const { rows, problem, more, again } = list;
  return html`${rows?.length === 0 && html`<p class="none">${empty}</p>`}
    <${Notice} problem=${problem} onRetry=${again} />
    ${more &&
    html`<p class="more"><button type="button" class="quiet" onClick=${more}>${t('op.more')}</button></p>`}`;
}

/** One of a few; what is chosen is pressed. */
export function Choice({ label, options, chosen, choose }) {
  return html`<div class="choice" role="group" aria-label=${label}>
    ${options.map(
      ({ value, words }) => html`<button
        key=${value}
        type="button"
        aria-pressed=${String(value === chosen)}
        onClick=${() => choose(value)}
      >
        ${words}
      </button>`,
    )}
  </div>`;
}

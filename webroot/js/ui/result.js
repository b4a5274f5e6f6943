import { html } from '../../vendor/htm-preact.js';
import { clock } from '../format.js';
import { plural, t } from '../i18n.js';
import { cameFrom, visit } from '../route.js';
import { Formats } from './formats.js';
import { Icon } from './icon.js';
import { Media } from './media.js';
import { Presets } from './presets.js';

const MOST_ENTRIES = 50;

function Entries({ entries, from }) {
  return html`<section class="entries" aria-labelledby="entries-title">
    <h3 id="entries-title">${plural('playlist.title', entries.length)}</h3>
    <p class="entries-hint">
      ${t('playlist.hint')}
      ${entries.length >= MOST_ENTRIES && ` ${t('playlist.cut', { n: MOST_ENTRIES })}`}
    </p>
    <ol>
      ${entries.map(
        ({ url, title, durationSeconds }, n) => html`<li key=${n}>
          <button type="button" class="entry" onClick=${() => visit(url, from)}>
            <span class="entry-place" aria-hidden="true">${n + 1}</span>
            <span class="entry-title" dir="auto">${title}</span>
            <span class="entry-length">${durationSeconds ? clock(durationSeconds) : ''}</span>
            <${Icon} name="chevron" />
          </button>
        </li>`,
      )}
    </ol>
  </section>`;
}

/** What was found at the address. */
export function Result({ state }) {
  const { media, presets, requestId, url } = state;
  const list = cameFrom();
  return html`<section class="sheet result">
    ${list &&
    html`<button type="button" class="quiet back" onClick=${() => visit(list)}>
      <${Icon} name="back" />${t('playlist.back')}
    </button>`}
    <${Media} media=${media} requestId=${requestId} />
    ${media.entries.length > 0 && html`<${Entries} entries=${media.entries} from=${url} />`}
    ${presets.length > 0 &&
    html`<${Presets} presets=${presets} media=${media} requestId=${requestId} />`}
    ${media.formats.length > 0 &&
    html`<${Formats} key=${requestId} media=${media} requestId=${requestId} />`}
    ${media.entries.length + media.formats.length === 0 && html`<p>${t('media.nothing')}</p>`}
  </section>`;
}

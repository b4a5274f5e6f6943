import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { cameFrom, visit } from '../route.js';
import { Extras, extrasOf, NO_EXTRAS } from './extras.js';
import { Formats } from './formats.js';
import { Icon } from './frame.js';
import { Media } from './media.js';
import { Preview } from './player.js';
import { Playlist } from './playlist.js';
import { Presets } from './presets.js';

/** One video: choices, and what goes with them. */
function Video({ media, presets, requestId }) {
  const [extras, set] = useState(NO_EXTRAS);
  const more = extrasOf(extras, media);
  const common = { media, requestId, more };
  return html`${presets.length > 0 && html`<${Preview} presets=${presets} ...${common} />`}
    ${presets.length > 0 && html`<${Presets} presets=${presets} ...${common} />`}
    <${Extras} ...${{ media, requestId, extras, set }} />
    <${Formats} ...${common} />`;
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
    ${media.entries.length > 0 &&
    html`<${Playlist} key=${requestId} media=${media} from=${url} />`}
    ${media.formats.length > 0 &&
    html`<${Video} key=${requestId} ...${{ media, presets, requestId }} />`}
    ${media.entries.length + media.formats.length === 0 && html`<p>${t('media.nothing')}</p>`}
  </section>`;
}

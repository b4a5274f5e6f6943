import { html, useState } from '../../vendor/htm-preact.js';
import { api } from '../api.js';
import { t } from '../base.js';
import { clock } from '../format.js';
import { PageElsewhere } from './elsewhere.js';
import { Icon } from './frame.js';

function Thumbnail({ address }) {
  const [broken, setBroken] = useState(false);
  return html`<div class="thumb">
    <${Icon} name="film" />
    ${address &&
    !broken &&
    html`<img src=${address} alt="" decoding="async" onError=${() => setBroken(true)} />`}
  </div>`;
}

/** What was found: picture, title, site, length. Every text here comes from the web. */
export function Media({ media, requestId, children }) {
  const { title, site, uploader, durationSeconds, pageUrl, thumbnail, live } = media;
  return html`<div class="media">
    <${Thumbnail} key=${requestId} address=${thumbnail && api.thumbnailOf(requestId)} />
    <div class="media-text">
      <h2 class="media-title" dir="auto">${title}</h2>
      <ul class="media-facts">
        <li class="chip">${site}</li>
        ${live && html`<li class="chip chip-live">${t('media.live')}</li>`}
        ${durationSeconds &&
        html`<li><span class="hidden">${t('media.duration')}: </span>${clock(durationSeconds)}</li>`}
        ${uploader && html`<li dir="auto">${t('media.by', { name: uploader })}</li>`}
      </ul>
      <p class="media-ways">
        <a class="media-open" href=${pageUrl} target="_blank" rel="noopener noreferrer">
          ${t('media.open')}<${Icon} name="open" />
        </a>
        <${PageElsewhere} url=${pageUrl} name=${title} />
      </p>
      ${children}
    </div>
  </div>`;
}

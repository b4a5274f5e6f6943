import { html } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { bytes, percent, span } from '../format.js';

/** How much of it is sent, 0 to 1; null when nobody knows how long it is. */
export function shareOf({ phase, position, total, exact }) {
  if (phase === 'complete') return 1;
  if (!total) return null;
  // A guess may be too small: it never says that all is there.
  return Math.min(position / total, exact ? 1 : 0.99);
}

/** How far a download is, to be seen from afar; `live` while more of it may come. */
export function Bar({ item, name, live }) {
  const share = shareOf(item);
  const unknown = share === null && live;
  return html`<div
    class=${`bar bar-${item.phase} ${unknown ? 'bar-unknown' : ''}`}
    role="progressbar"
    aria-label=${t('dl.progress', { name })}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${share === null ? undefined : Math.floor(share * 100)}
  >
    <span class="bar-fill" style=${{ transform: `scaleX(${share ?? (unknown ? 1 : 0)})` }}></span>
  </div>`;
}

/** How far a download that runs is, how fast, and how long it will take. */
export function Running({ item }) {
  const { position, total, exact, speed, left } = item;
  const share = shareOf(item);
  const sent = bytes(position);
  const amount = total
    ? t(exact ? 'dl.of' : 'dl.ofAbout', { sent, total: bytes(Math.max(total, position)) })
    : t('dl.sent', { sent });
  const facts = [
    amount,
    speed !== null && t('dl.speed', { speed: bytes(speed) }),
    left !== null && t('dl.left', { time: span(left) }),
  ];
  return html`<p class="dl-line">
    ${share !== null && html`<b class="dl-percent">${percent(share)}</b>`}
    <span>${facts.filter(Boolean).join(' · ')}</span>
    ${(item.lost || item.quiet) &&
    html`<span class="dl-lost">${t(item.lost ? 'dl.watchLost' : 'dl.quiet')}</span>`}
  </p>`;
}

import { html } from '../../vendor/htm-preact.js';
import { number, t } from '../base.js';
import { bytes, hour } from '../format.js';

/** What is limited, in the order of how soon it is missed. */
function counts({ day, dayLimit, dayBytes, dayBytesLimit, ...rest }) {
  const { hour: links, hourLimit, tokens, tokensLimit, streams, streamsLimit } = rest;
  return {
    day: { taken: day, limit: dayLimit, show: number },
    bytes: { taken: dayBytes, limit: dayBytesLimit, show: bytes },
    hour: { taken: links, limit: hourLimit, show: number },
    tokens: { taken: tokens, limit: tokensLimit, show: number },
    streams: { taken: streams, limit: streamsLimit, show: number },
  };
}

function Count({ name, taken, limit, show }) {
  const share = Math.min(1, taken / limit);
  const label = t(`usage.${name}`);
  return html`<div class=${`count ${share >= 1 ? 'count-full' : ''}`} data-count=${name}>
    <p class="count-words">
      <span>${label}</span>
      <b>${t('usage.of', { taken: show(taken), limit: show(limit) })}</b>
    </p>
    <div
      class="count-bar"
      role="meter"
      aria-label=${label}
      aria-valuemin="0"
      aria-valuemax=${limit}
      aria-valuenow=${Math.min(taken, limit)}
    >
      <span style=${{ transform: `scaleX(${share})` }}></span>
    </div>
  </div>`;
}

const DAY = ['day', 'bytes'];

/** What is left of the day; with `all`, of every limit. */
export function Usage({ allowance, all = false }) {
  const { usage } = allowance;
  const limited = Object.entries(counts(usage)).filter(
    ([name, { limit }]) => limit !== undefined && (all || DAY.includes(name)),
  );
  const full = limited.some(([name, { taken, limit }]) => DAY.includes(name) && taken >= limit);
  if (limited.length === 0) return html`<p class="usage-none">${t('usage.none')}</p>`;
  return html`<div class="usage">
    ${limited.map(([name, count]) => html`<${Count} key=${name} name=${name} ...${count} />`)}
    <p class=${full ? 'usage-full' : 'usage-anew'}>
      ${t(full ? 'usage.full' : 'usage.anew', { time: hour(usage.dayResetsAt) })}
    </p>
  </div>`;
}

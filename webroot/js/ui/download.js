import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { copy } from '../clipboard.js';
import { LIVE } from '../downloads.js';
import { bytes, hour } from '../format.js';
import { downloads } from '../services.js';
import { Bar, Running } from './bar.js';
import { FileElsewhere } from './elsewhere.js';
import { Icon } from './frame.js';
import { problemWords, RetryButton } from './problem.js';

/** How it stands, in words: what happened, and what to do. */
function Words({ item }) {
  const { phase, resumable, expiresAt, problem } = item;
  const sent = bytes(item.position ?? 0);
  if (phase === 'failed') {
    const { title, advice } = problemWords(problem);
    return html`<p class="dl-line dl-bad"><b>${title}.</b> ${advice}</p>`;
  }
  if (phase === 'running') return html`<${Running} item=${item} />`;
  const advice = resumable ? 'resume' : 'again';
  const said = {
    starting: () => t('dl.starting'),
    waiting: () =>
      html`${t('dl.waiting')}.${' '}
        <a href=${item.streamUrl} download=${item.fileName}>${t('dl.byHand')}</a>`,
    complete: () => t('dl.complete', { size: sent }),
    revoked: () => t('dl.revoked'),
    refused: () => `${t('dl.refused')} ${t('dl.refused.do')}`,
    cut: () => `${t('dl.cut', { sent })} ${t(`dl.cut.${advice}`)}`,
    drained: () => `${t('dl.drained', { sent })} ${t(`dl.cut.${advice}`)}`,
    'client-left': () =>
      `${t('dl.left.title', { sent })} ${t(`dl.left.${advice}`, { time: hour(expiresAt) })}`,
  };
  const bad = ['cut', 'drained', 'refused'].includes(phase);
  return html`<p class=${`dl-line ${bad ? 'dl-bad' : ''}`}>${said[phase]()}</p>`;
}

function Copied({ item }) {
  if (!item.copied) return null;
  const { shared, copied } = item;
  const address = new URL(shared.ip.streamUrl, location.href).href;
  return html`<p class="dl-line dl-copied" role="status">
    ${copied === 'done'
      ? t('dl.copied', { time: hour(shared.ip.expiresAt) })
      : html`<label>
          ${t('dl.copyByHand')}
          <input readonly value=${address} onFocus=${(event) => event.target.select()} />
        </label>`}
  </p>`;
}

function CopyButton({ item, name }) {
  const [busy, setBusy] = useState(false);
  const press = async () => {
    if (busy) return;
    setBusy(true);
    const issued = downloads.share(item.key, 'ip');
    const address = issued.then((link) => link && new URL(link.streamUrl, location.href).href);
    const written = await copy(address.then((text) => text ?? ''));
    if (await issued) downloads.note(item.key, { copied: written ? 'done' : 'by-hand' });
    setBusy(false);
  };
  return html`<button
    type="button"
    class="quiet"
    aria-label=${t('dl.copyOne', { name })}
    aria-disabled=${String(busy)}
    onClick=${press}
  >
    <${Icon} name="copy" /><span>${t('dl.copy')}</span>
  </button>`;
}

function Buttons({ item, name }) {
  const { key, phase, problem } = item;
  const again = () => downloads.again(key);
  const broken = ['cut', 'client-left', 'drained'].includes(phase);
  return html`<div class="dl-buttons">
    ${['waiting', 'running'].includes(phase) &&
    html`<button
      type="button"
      class="quiet"
      aria-label=${t('dl.stopOne', { name })}
      onClick=${() => downloads.stop(key)}
    >
      <${Icon} name="stop" /><span>${t('dl.stop')}</span>
    </button>`}
    ${phase === 'failed' && html`<${RetryButton} key=${key} problem=${problem} onRetry=${again} />`}
    ${(broken || phase === 'revoked' || phase === 'refused') &&
    html`<button type="button" class="quiet" onClick=${again}>
      <${Icon} name="again" /><span>${t('dl.again')}</span>
    </button>`}
    ${item.token &&
    html`<${CopyButton} item=${item} name=${name} /><${FileElsewhere} item=${item} name=${name} />`}
    ${!LIVE.includes(phase) &&
    html`<button
      type="button"
      class="quiet"
      aria-label=${t('dl.removeOne', { name })}
      onClick=${() => downloads.remove(key)}
    >
      <${Icon} name="close" /><span>${t('dl.remove')}</span>
    </button>`}
  </div>`;
}

/** One download: its name, how far it is, what can be done. */
export function Download({ item }) {
  const name = item.fileName ?? item.label;
  const { problem, phase } = item;
  return html`<li class=${`dl dl-${phase}`} data-phase=${phase}>
    <p class="dl-name" dir="auto">${name}</p>
    <${Buttons} item=${item} name=${name} />
    <${Bar} item=${item} name=${name} live=${LIVE.includes(phase)} />
    <${Words} item=${item} />
    ${problem && phase !== 'failed' && html`<p class="dl-line dl-bad">${problemWords(problem).title}</p>`}
    <${Copied} item=${item} />
  </li>`;
}

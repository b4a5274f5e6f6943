import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { bytes, hour, size } from '../format.js';
import { analysing } from '../route.js';
import { Bar, Running as Figures } from './bar.js';
import { Icon } from './frame.js';

// For so long a link may be gone on with after its download began, unless configured otherwise.
const RESUMED_WITHIN = 6 * 3600_000;
const RESUMABLE = ['direct', 'exact-mux', 'archive'];

function Act({ icon, words, label, press }) {
  return html`<button type="button" class="quiet" aria-label=${label} onClick=${press}>
    <${Icon} name=${icon} /><span>${words}</span>
  </button>`;
}

function Remove({ name, press }) {
  const label = t('dl.removeOne', { name });
  return html`<button type="button" class="round" aria-label=${label} title=${t('dl.remove')} onClick=${press}>
    <${Icon} name="close" />
  </button>`;
}

/** A download that runs, on whichever device. */
export function Running({ item, ledger }) {
  const { title: name } = item;
  return html`<li class="dl card-row" data-phase="running" data-link=${item.linkId}>
    <p class="dl-name" dir="auto">${name}</p>
    <div class="dl-buttons">
      <${Act}
        icon="stop"
        words=${t('dl.stop')}
        label=${t('dl.stopOne', { name })}
        press=${() => ledger.stop(item)}
      />
    </div>
    <${Bar} item=${item} name=${name} live=${true} />
    <${Figures} item=${item} />
  </li>`;
}

/** A link that nothing was downloaded with yet. */
export function Waiting({ link, ledger }) {
  const { fileName: name, size: length, expiresAt } = link;
  return html`<li class="dl card-row" data-phase="waiting" data-link=${link.id}>
    <p class="dl-name" dir="auto">${name}</p>
    <div class="dl-buttons">
      <${Act}
        icon="down"
        words=${t('mine.start')}
        label=${t('mine.startOne', { name })}
        press=${() => ledger.again(link)}
      />
      <${Remove} name=${name} press=${() => ledger.drop(link)} />
    </div>
    <p class="dl-line">${size(length)} · ${t('mine.holds', { time: hour(expiresAt) })}</p>
  </li>`;
}

const ICONS = { complete: 'check', 'client-left': 'pause', revoked: 'stop' };

function Outcome({ outcome, sent, total }) {
  const amount = total && outcome !== 'complete' ? t('dl.of', { sent: bytes(sent), total: bytes(total) }) : bytes(sent);
  return html`<span class=${`outcome outcome-${outcome}`}>
      <${Icon} name=${ICONS[outcome] ?? 'alert'} />${t(`outcome.${outcome}`)}
    </span>
    <span>${amount}</span>`;
}

/** A download that ended. */
export function Past({ entry, ledger }) {
  const [gone, setGone] = useState(false);
  const { title: name, url, lane, outcome, endedAt } = entry;
  const fresh = !gone && outcome !== 'revoked' && Date.now() - Date.parse(endedAt) < RESUMED_WITHIN;
  const broken = ['cut', 'client-left', 'drained'].includes(outcome);
  const resumable = broken && fresh && RESUMABLE.includes(lane);
  const again = async () => setGone(!(await ledger.again(entry)));
  return html`<li class="dl card-row" data-phase=${outcome} data-link=${entry.id}>
    <p class="dl-name" dir="auto">${name}</p>
    <div class="dl-buttons">
      ${fresh &&
      html`<${Act}
        icon="down"
        words=${t('mine.again')}
        label=${t('mine.againOne', { name })}
        press=${again}
      />`}
      ${url &&
      !fresh &&
      html`<a class="quiet" href=${analysing(url)} aria-label=${t('mine.lookOne', { name })}>
        <${Icon} name="again" /><span>${t('mine.look')}</span>
      </a>`}
      <${Remove} name=${name} press=${() => ledger.forget(entry)} />
    </div>
    <p class="dl-line">
      <${Outcome} ...${entry} /><time datetime=${endedAt}>${hour(endedAt)}</time>
    </p>
    ${resumable && html`<p class="dl-line dl-hint">${t('mine.resume')}</p>`}
    ${gone && html`<p class="dl-line dl-hint" role="status">${t(url ? 'mine.gone' : 'mine.goneForGood')}</p>`}
  </li>`;
}

import { html } from '../../vendor/htm-preact.js';
import { number, plural, t, useStore } from '../base.js';
import { moment, percent } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { problemWords } from './problem.js';
import { End, Table } from './table.js';

const problemName = (code) => problemWords({ code }).title;

function Rate({ done, failed }) {
  const share = done / (done + failed);
  return html`<span class=${`rate ${share < 0.8 ? 'rate-bad' : ''}`}>
    <span class="rate-bar" aria-hidden="true">
      <span style=${{ transform: `scaleX(${share})` }}></span>
    </span>
    <b>${percent(share)}</b>
  </span>`;
}

function Site({ site }) {
  const { name, done, failed, failures, lastDone, lastFailed, lastFailure } = site;
  const reasons = Object.entries(failures).sort(([, a], [, b]) => b - a);
  return html`<tr data-site=${name}>
    <th scope="row">${name === 'other' ? t('op.otherSites') : name}</th>
    <td data-of=${t('op.success')}><${Rate} done=${done} failed=${failed} /></td>
    <td data-of=${t('op.analyses')}>${number(done + failed)}</td>
    <td data-of=${t('op.reasons')}>
      ${reasons.length === 0
        ? '–'
        : reasons.map(([code, n]) => html`<span key=${code} class="reason">${problemName(code)} <b>${number(n)}</b></span>`)}
    </td>
    <td data-of=${t('op.lastFailed')}>
      ${lastFailed ? html`<span title=${problemName(lastFailure)}>${moment(lastFailed)}</span>` : '–'}
    </td>
    <td data-of=${t('op.lastDone')}>${lastDone ? moment(lastDone) : '–'}</td>
  </tr>`;
}

/** How the analyses of each site ended in the last day. */
export function Sites({ board }) {
  const { samples } = useStore(board.state);
  const list = usePages(async () => ({ rows: (await operators.sites()).sites }), [samples]);
  const failing = list.rows?.filter(({ done, failed }) => failed > done).length ?? 0;
  const columns = ['site', 'success', 'analyses', 'reasons', 'lastFailed', 'lastDone'].map((name) => t(`op.${name}`));
  return html`<div class="part-head">
      <h2 id="sites">${t('op.sites')}</h2>
      ${failing > 0 && html`<span class="chip chip-live">${plural('op.failing', failing)}</span>`}
    </div>
    ${list.rows?.length !== 0 &&
    html`<${Table} label=${t('op.sites')} columns=${columns} busy=${!list.rows}>
      ${list.rows?.map((site) => html`<${Site} key=${site.name} site=${site} />`)}
    <//>`}
    <${End} list=${list} empty=${t('op.noSites')} />`;
}

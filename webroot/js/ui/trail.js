import { html } from '../../vendor/htm-preact.js';
import { number, t, useStore } from '../base.js';
import { date, moment } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { problemWords } from './problem.js';
import { End, Table } from './table.js';

const PAGE = 20;

/** Who reached limits, and what may not be visited. */
export function Refusals({ board }) {
  const { samples } = useStore(board.state);
  const list = usePages(async () => ({ rows: (await operators.refusals()).refusals }), [samples]);
  const columns = [t('op.day'), t('op.refused'), t('op.who'), t('op.times')];
  return html`<div class="part-head"><h2 id="refusals">${t('op.refusals')}</h2></div>
    ${list.rows?.length !== 0 &&
    html`<${Table} label=${t('op.refusals')} columns=${columns} busy=${!list.rows}>
      ${list.rows?.map(
        ({ day, code, who, count }) => html`<tr key=${`${day} ${code} ${who}`}>
          <th scope="row">${date(`${day}T12:00:00`)}</th>
          <td data-of=${t('op.refused')}>${problemWords({ code }).title}</td>
          <td data-of=${t('op.who')}><code>${who}</code></td>
          <td data-of=${t('op.times')}>${number(count)}</td>
        </tr>`,
      )}
    <//>`}
    <${End} list=${list} empty=${t('op.noRefusals')} />`;
}

/** What admins did. */
export function Trail() {
  const list = usePages(async (from) => {
    const { entries } = await operators.audit(from);
    return { rows: entries, next: entries.length === PAGE ? entries.at(-1)?.id : undefined };
  }, []);
  const columns = [t('op.when'), t('op.by'), t('op.action'), t('op.target'), t('op.detail')];
  return html`<div class="part-head">
      <h2 id="trail">${t('op.trail')}</h2>
      <button type="button" class="quiet" onClick=${list.again}>${t('op.again')}</button>
    </div>
    ${list.rows?.length !== 0 &&
    html`<${Table} label=${t('op.trail')} columns=${columns} busy=${!list.rows}>
      ${list.rows?.map(
        ({ id, at, by, action, target, detail }) => html`<tr key=${id}>
          <th scope="row"><time datetime=${at}>${moment(at)}</time></th>
          <td data-of=${t('op.by')}><code>${by}</code></td>
          <td data-of=${t('op.action')}><code>${action}</code></td>
          <td data-of=${t('op.target')}><code>${target}</code></td>
          <td data-of=${t('op.detail')} dir="auto">${detail}</td>
        </tr>`,
      )}
    <//>`}
    <${End} list=${list} empty=${t('op.noTrail')} />`;
}

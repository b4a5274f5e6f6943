import { html } from '../../vendor/htm-preact.js';
import { t, useStore } from '../base.js';
import { moment } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { useSending } from './form.js';
import { Notice } from './page.js';
import { End, Table } from './table.js';

const FAILED = ['dead', 'failed'];

function Hook({ hook, again }) {
  const { name, origin, events, disabledAt } = hook;
  const sending = useSending();
  const acted = (act) => () =>
    sending.send(async () => {
      await act(name);
      await again();
    });
  return html`<li class="row row-member" data-webhook=${name}>
    <div class="row-text">
      <p class="row-name">
        <code>${name}</code>
        ${disabledAt && html` <span class="chip chip-live">${t('op.hookOff', { time: moment(disabledAt) })}</span>`}
      </p>
      <p class="row-facts" dir="ltr">${origin} · ${events.join(', ')}</p>
    </div>
    <div class="acts">
      ${disabledAt &&
      html`<button type="button" class="quiet" onClick=${acted(operators.enableHook)}>${t('op.hookOn')}</button>`}
      <button type="button" class="quiet" aria-label=${`${t('op.hookTest')}: ${name}`} onClick=${acted(operators.testHook)}>
        ${t('op.hookTest')}
      </button>
    </div>
    <${Notice} problem=${sending.problem} />
  </li>`;
}

function Delivery({ delivery, again }) {
  const { id, webhook, type, state, attempts, addedAt, last } = delivery;
  const sending = useSending();
  const retry = async () => {
    await operators.retryDeliveries([id]);
    await again();
  };
  return html`<tr data-delivery=${id}>
    <th scope="row"><time datetime=${addedAt}>${moment(addedAt)}</time></th>
    <td data-of=${t('op.hook')}><code>${webhook}</code></td>
    <td data-of=${t('op.event')}><code>${type}</code></td>
    <td data-of=${t('op.state')}>
      ${state} <small>${attempts > 1 && t('op.attempt', { n: attempts })} ${last}</small>
    </td>
    <td class="acts">
      ${FAILED.includes(state) &&
      html`<button type="button" class="quiet" onClick=${() => sending.send(retry)}>${t('problem.retry')}</button>`}
      <${Notice} problem=${sending.problem} />
    </td>
  </tr>`;
}

/** Who is told of what happens, and whether the messages arrived. */
export function Hooks({ board }) {
  const { samples } = useStore(board.state);
  const hooks = usePages(async () => ({ rows: (await operators.hooks()).webhooks }), [samples]);
  const sent = usePages(async () => ({ rows: (await operators.deliveries()).deliveries }), [samples]);
  const again = async () => {
    await Promise.all([hooks.again(), sent.again()]);
  };
  const columns = [t('op.when'), t('op.hook'), t('op.event'), t('op.state')];
  return html`<div class="part-head"><h2 id="hooks">${t('op.hooks')}</h2></div>
    <ul class="rows" aria-busy=${String(!hooks.rows)}>
      ${hooks.rows?.map((hook) => html`<${Hook} key=${hook.name} hook=${hook} again=${again} />`)}
    </ul>
    <${End} list=${hooks} empty=${t('op.noHooks')} />
    ${sent.rows !== null &&
    sent.rows.length > 0 &&
    html`<${Table} label=${t('op.deliveries')} columns=${columns} acts=${true}>
      ${sent.rows.map((each) => html`<${Delivery} key=${each.id} delivery=${each} again=${again} />`)}
    <//>`}
    <${Notice} problem=${sent.problem} onRetry=${sent.again} />`;
}

import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { operators } from '../operators.js';
import { Field, Form, useSending } from './form.js';

const FIELDS = ['running', 'starts', 'seconds'];

function words({ running, starts, seconds }) {
  const facts = [
    running > 0 && t('op.limit.running', { n: running }),
    starts > 0 && t('op.limit.starts', { n: starts, s: seconds }),
  ].filter(Boolean);
  return facts.length > 0 ? facts.join(', ') : t('op.limit.none');
}

/** What may run at once and start in a time, for people and for sites. */
export function Limits({ queue, board }) {
  const [limit, setLimit] = useState({ lane: 'sites', running: 0, starts: 0, seconds: 60 });
  const sending = useSending();
  const put = async () => board.queueIs(await operators.limit(limit));
  const take = (name) => (text) => setLimit({ ...limit, [name]: Number(text) || 0 });
  return html`<details class="limits">
    <summary>${t('op.limits')}</summary>
    <p class="part-lead">${t('op.limitsLead')}</p>
    <ul class="rows">
      ${queue.limits.map(
        (each) => html`<li key=${each.lane} class="row">
          <div class="row-text">
            <p class="row-name"><code>${each.lane}</code></p>
            <p class="row-facts">${words(each)}</p>
          </div>
          <button
            type="button"
            class="quiet"
            aria-label=${t('op.limit.changeOne', { name: each.lane })}
            onClick=${() => setLimit(each)}
          >
            ${t('op.limit.change')}
          </button>
        </li>`,
      )}
    </ul>
    <${Form} label=${t('op.limits')} go=${t('op.limit.put')} sending=${sending} act=${put} kind="quiet">
      <${Field}
        id="limit-lane"
        label=${t('op.limit.lane')}
        hint=${t('op.limit.laneHint')}
        value=${limit.lane}
        pattern="people|sites|person:[A-Za-z0-9_\\-]{1,64}|site:[a-z0-9_.:\\-]{1,128}"
        required
        take=${(lane) => setLimit({ ...limit, lane })}
      />
      <div class="fields">
        ${FIELDS.map(
          (name) => html`<${Field}
            key=${name}
            id=${`limit-${name}`}
            label=${t(`op.limit.field.${name}`)}
            type="number"
            min=${name === 'seconds' ? '1' : '0'}
            max=${name === 'seconds' ? '86400' : '10000'}
            value=${limit[name]}
            take=${take(name)}
          />`,
        )}
      </div>
    <//>
  </details>`;
}

import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { moment, tierName } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { CopyLine } from './copy.js';
import { Ask, Field, Form, useSending } from './form.js';
import { End } from './table.js';

function Make({ made }) {
  const [tier, setTier] = useState('free');
  const [days, setDays] = useState('7');
  const sending = useSending();
  const make = async () => made(await operators.invite({ tier, days: Number(days) }));
  return html`<${Form} label=${t('op.invite')} go=${t('op.invite')} sending=${sending} act=${make} kind="quiet">
    <div class="fields">
      <${Field} id="invite-tier" label=${t('op.tier')} list="tiers" required maxlength="64" value=${tier} take=${setTier} />
      <${Field} id="invite-days" label=${t('op.days')} type="number" min="1" max="90" required value=${days} take=${setDays} />
    </div>
  <//>`;
}

/** Who may come in although registration is not open to all. */
export function Invites() {
  const [made, setMade] = useState(/** @type {{id: string, ticket?: string, expiresAt: string}?} */ (null));
  const list = usePages(async () => ({ rows: (await operators.invites()).invites }), [made?.id]);
  const end = (id) => async () => {
    await operators.uninvite(id);
    list.replace((each) => each.id === id);
    if (made?.id === id) setMade(null);
  };
  return html`<div class="part-head"><h2 id="invites">${t('op.invites')}</h2></div>
    ${made?.ticket &&
    html`<div class="offered" role="status">
      <p>${t('op.invited', { time: moment(made.expiresAt) })}</p>
      <${CopyLine} label=${t('op.invite')} text=${`${location.origin}/account#invite=${encodeURIComponent(made.ticket)}`} />
    </div>`}
    <ul class="rows" aria-busy=${String(!list.rows)}>
      ${list.rows?.map(
        ({ id, tier, expiresAt }) => html`<li key=${id} class="row" data-invite=${id}>
          <div class="row-text">
            <p class="row-name"><code>${id}</code> <span class="badge">${tierName(tier)}</span></p>
            <p class="row-facts">${t('op.holds', { time: moment(expiresAt) })}</p>
          </div>
          <${Ask}
            words=${t('op.uninvite')}
            label=${`${t('op.uninvite')}: ${id}`}
            question=${t('op.uninviteSure')}
            yes=${t('op.uninvite')}
            act=${end(id)}
          />
        </li>`,
      )}
    </ul>
    <${End} list=${list} empty=${t('op.noInvites')} />
    <${Make} made=${setMade} />`;
}

import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { date, moment, tierName } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { CopyLine } from './copy.js';
import { Ask, Field, Form, useSending } from './form.js';
import { Notice } from './page.js';
import { End } from './table.js';

/** The tiers that are usual; an operator may have others. */
export function Tiers() {
  return html`<datalist id="tiers"><option value="free"></option><option value="pro"></option></datalist>`;
}

function Change({ user, list, done }) {
  const [tier, setTier] = useState(user.tier);
  const [until, setUntil] = useState('');
  const sending = useSending();
  const put = async () => {
    const tierUntil = until ? new Date(`${until}T23:59:59`).toISOString() : undefined;
    const changed = await operators.changeUser(user.id, { tier, ...(tierUntil && { tierUntil }) });
    list.replace((each) => each.id === user.id, changed);
    done();
  };
  return html`<${Form} label=${t('op.tierOf', { name: user.name })} go=${t('op.tierPut')} sending=${sending} act=${put}>
    <div class="fields">
      <${Field} id=${`tier-${user.id}`} label=${t('op.tier')} list="tiers" required maxlength="64" focused value=${tier} take=${setTier} />
      <${Field} id=${`until-${user.id}`} label=${t('op.until')} hint=${t('op.untilHint')} type="date" value=${until} take=${setUntil} />
    </div>
  <//>`;
}

/** Blocks and unblocks, makes an admin and takes that back: each is the other's undo. */
function Turn({ words, body, user, list }) {
  const sending = useSending();
  const put = async () => {
    const changed = await operators.changeUser(user.id, body);
    list.replace((each) => each.id === user.id, changed);
  };
  return html`<button type="button" class="quiet" aria-label=${`${words}: ${user.name}`} onClick=${() => sending.send(put)}>
      ${words}
    </button>
    <${Notice} problem=${sending.problem} />`;
}

function Reset({ user }) {
  const [offered, setOffered] = useState(/** @type {{link: string, expiresAt: string}?} */ (null));
  const offer = async () => setOffered(await operators.offerReset(user.id));
  if (offered) {
    return html`<div class="offered">
      <p>${t('op.resetOffered', { name: user.name, time: moment(offered.expiresAt) })}</p>
      <${CopyLine} label=${t('op.reset')} text=${new URL(offered.link, location.origin).href} />
    </div>`;
  }
  return html`<${Ask}
    words=${t('op.reset')}
    label=${`${t('op.reset')}: ${user.name}`}
    question=${t('op.resetSure')}
    yes=${t('op.reset')}
    act=${offer}
  />`;
}

function Member({ user, list }) {
  const [changing, setChanging] = useState(false);
  const { id, name, email, role, tier, tierUntil, blocked, seenAt, secondFactor } = user;
  const remove = async () => {
    await operators.deleteUser(id);
    list.replace((each) => each.id === id);
  };
  const facts = [
    email,
    t('op.seen', { time: moment(seenAt) }),
    tierUntil && t('account.until', { time: date(tierUntil) }),
    secondFactor && t('op.second'),
  ].filter(Boolean);
  return html`<li class="row row-member" data-user=${name}>
    <div class="row-text">
      <p class="row-name">
        <span dir="auto">${name}</span> <span class="badge">${tierName(tier)}</span>
        ${role === 'admin' && html`<span class="chip">${t('account.admin')}</span>`}
        ${blocked && html`<span class="chip chip-live">${t('op.blocked')}</span>`}
      </p>
      <p class="row-facts" dir="auto">${facts.join(' · ')}</p>
    </div>
    <div class="acts">
      <button
        type="button"
        class="quiet"
        aria-expanded=${String(changing)}
        aria-label=${t('op.tierOf', { name })}
        onClick=${() => setChanging(!changing)}
      >
        ${t('op.tier')}
      </button>
      <${Turn}
        words=${t(blocked ? 'op.unblock' : 'op.block')}
        body=${{ blocked: !blocked }}
        user=${user}
        list=${list}
      />
      <${Turn}
        words=${t(role === 'admin' ? 'op.unadmin' : 'op.admin')}
        body=${{ role: role === 'admin' ? 'user' : 'admin' }}
        user=${user}
        list=${list}
      />
      <${Reset} user=${user} />
      <${Ask}
        words=${t('op.remove')}
        label=${`${t('op.remove')}: ${name}`}
        question=${t('op.removeSure', { name })}
        yes=${t('op.remove')}
        act=${remove}
      />
    </div>
    ${changing &&
    html`<div class="row-form"><${Change} user=${user} list=${list} done=${() => setChanging(false)} /></div>`}
  </li>`;
}

/** The people who have an account here. */
export function Members() {
  const [search, setSearch] = useState('');
  const list = usePages(
    async (from) => {
      const { users, next } = await operators.users(search, from);
      return { rows: users, next };
    },
    [search],
  );
  return html`<div class="part-head">
      <h2 id="members">${t('op.members')}</h2>
      <input
        type="search"
        class="search"
        aria-label=${t('op.search')}
        placeholder=${t('op.search')}
        maxlength="64"
        onInput=${(event) => setSearch(event.target.value.trim())}
      />
    </div>
    <${Tiers} />
    <ul class="rows" aria-busy=${String(!list.rows)}>
      ${list.rows?.map((user) => html`<${Member} key=${user.id} user=${user} list=${list} />`)}
    </ul>
    <${End} list=${list} empty=${t('op.noMembers')} />`;
}

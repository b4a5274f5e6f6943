import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { date, moment } from '../format.js';
import { people } from '../people.js';
import { CopyButton, CopyLine } from './copy.js';
import { Ask, Field, Form, Part, useLoaded, useSending } from './form.js';
import { Icon } from './frame.js';
import { Notice } from './page.js';

const DAYS = ['30', '90', '365', 'never'];
/** @type {('analyze' | 'stream' | 'admin:read')[]} */
const SCOPES = ['analyze', 'stream', 'admin:read'];

/** A line for a shell that downloads with the key. */
export const curlWith = (key, origin) =>
  `curl -OJG -H 'Authorization: Bearer ${key}' \\\n` +
  `  --data-urlencode 'url=https://example.com/video' -d preset=best \\\n` +
  `  '${origin}/api/streaming/direct'`;

function Key({ item, end }) {
  const { name, scopes, createdAt, expiresAt, usedAt } = item;
  const facts = [
    t('keys.made', { time: date(createdAt) }),
    usedAt ? t('keys.used', { time: moment(usedAt) }) : t('keys.unused'),
    expiresAt ? t('keys.ends', { time: date(expiresAt) }) : t('keys.endless'),
  ];
  return html`<li class="row">
    <div class="row-text">
      <p class="row-name" dir="auto">${name}</p>
      <p class="row-facts">${scopes.map((scope) => html`<code key=${scope}>${scope}</code> `)}</p>
      <p class="row-facts">${facts.join(' · ')}</p>
    </div>
    <${Ask}
      words=${t('keys.end')}
      label=${t('keys.endOne', { name })}
      question=${t('keys.sure')}
      yes=${t('keys.end')}
      act=${end}
    />
  </li>`;
}

function Made({ made, done }) {
  const line = curlWith(made.key, location.origin);
  return html`<div class="made" role="status">
    <p><b>${t('keys.once', { name: made.name })}</b> ${t('keys.onceHint')}</p>
    <${CopyLine} label=${t('keys.one')} text=${made.key} />
    <pre tabindex="0" role="region" aria-label=${t('keys.curl')}>${line}</pre>
    <p class="part-acts">
      <${CopyButton} text=${line} label=${t('keys.curl')} words=${t('keys.copyCurl')} />
      <button type="button" class="quiet" onClick=${done}>${t('keys.kept')}</button>
    </p>
  </div>`;
}

function Scope({ scope, chosen, toggle }) {
  return html`<label class="check">
    <input type="checkbox" checked=${chosen} onChange=${toggle} />
    <span><code>${scope}</code> ${t(`keys.scope.${scope.replace(':', '-')}`)}</span>
  </label>`;
}

function Make({ isAdmin, done }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(SCOPES.slice(0, 2));
  const [days, setDays] = useState('90');
  const sending = useSending();
  const toggle = (scope) =>
    setScopes(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope]);
  const act = async () => {
    const ends = days !== 'never' && new Date(Date.now() + Number(days) * 86_400_000).toISOString();
    done(await people.makeKey({ name, scopes, ...(ends && { expiresAt: ends }) }));
  };
  return html`<${Form} label=${t('keys.make')} go=${t('keys.go')} sending=${sending} act=${act}>
    <${Field}
      id="key-name"
      type="text"
      label=${t('keys.name')}
      hint=${t('keys.nameHint')}
      autocomplete="off"
      maxlength="64"
      required
      focused
      value=${name}
      take=${setName}
    />
    <fieldset class="checks">
      <legend>${t('keys.scopes')}</legend>
      ${SCOPES.filter((scope) => isAdmin || scope !== 'admin:read').map(
        (scope) => html`<${Scope}
          key=${scope}
          scope=${scope}
          chosen=${scopes.includes(scope)}
          toggle=${() => toggle(scope)}
        />`,
      )}
    </fieldset>
    <div class="field">
      <label for="key-days">${t('keys.expiry')}</label>
      <select id="key-days" value=${days} onChange=${(event) => setDays(event.target.value)}>
        ${DAYS.map((each) => html`<option key=${each} value=${each}>${t(`keys.days.${each}`)}</option>`)}
      </select>
    </div>
  <//>`;
}

/** API keys: made, shown once, and ended. */
export function Keys({ role }) {
  const { value, problem, again } = useLoaded(people.keys);
  const [step, setStep] = useState({ name: 'closed', made: null });
  const made = (key) => {
    setStep({ name: 'made', made: key });
    again();
  };
  const end = (id) => async () => {
    await people.endKey(id);
    await again();
  };
  return html`<${Part} id="keys-part" title=${t('keys.title')} lead=${t('keys.lead')}>
    ${step.name === 'made' &&
    html`<${Made} made=${step.made} done=${() => setStep({ name: 'closed', made: null })} />`}
    ${value &&
    value.keys.length > 0 &&
    html`<ul class="rows">
      ${value.keys.map((item) => html`<${Key} key=${item.id} item=${item} end=${end(item.id)} />`)}
    </ul>`}
    <${Notice} problem=${problem} onRetry=${again} />
    ${step.name === 'open' && html`<${Make} isAdmin=${role === 'admin'} done=${made} />`}
    ${step.name === 'closed' &&
    html`<button type="button" class="quiet" onClick=${() => setStep({ name: 'open', made: null })}>
      <${Icon} name="plus" />${t('keys.make')}
    </button>`}
  <//>`;
}

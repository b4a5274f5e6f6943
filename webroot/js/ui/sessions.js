import { html } from '../../vendor/htm-preact.js';
import { learnMe, t } from '../base.js';
import { deviceOf } from '../agent.js';
import { moment } from '../format.js';
import { people } from '../people.js';
import { Ask, Part, useSending } from './form.js';
import { Notice } from './page.js';

function Session({ session, end }) {
  const { id, agent, seenAt, current, secondFactor } = session;
  const device = deviceOf(agent) || t('sessions.unknown');
  return html`<li class="row" data-current=${String(current)}>
    <div class="row-text">
      <p class="row-name" dir="auto" title=${agent}>
        ${device} ${current && html`<span class="badge">${t('sessions.current')}</span>`}
      </p>
      <p class="row-facts">
        ${t('sessions.seen', { time: moment(seenAt) })}${secondFactor && ` · ${t('sessions.second')}`}
      </p>
    </div>
    ${!current &&
    html`<button
      type="button"
      class="quiet"
      aria-label=${t('sessions.endOne', { name: device })}
      onClick=${() => end(id)}
    >
      ${t('sessions.end')}
    </button>`}
  </li>`;
}

/** Where one is logged in; each login can be ended, and all. */
export function Sessions({ loaded, left }) {
  const { value, problem, again } = loaded;
  const sending = useSending();
  const ended = (act) => async () => {
    await act();
    await again();
  };
  const everywhere = async () => {
    await people.endOtherSessions();
    await people.logout();
    await learnMe();
    left(t('sessions.leftAll'));
  };
  const others = value && value.sessions.length > 1;
  return html`<${Part} id="sessions-part" title=${t('sessions.title')}>
    <ul class="rows" aria-busy=${String(!value)}>
      ${value?.sessions.map(
        (session) => html`<${Session}
          key=${session.id}
          session=${session}
          end=${(id) => sending.send(ended(() => people.endSession(id)))}
        />`,
      )}
    </ul>
    <${Notice} problem=${problem} onRetry=${again} />
    <${Notice} problem=${sending.problem} />
    <p class="part-acts">
      ${others &&
      html`<button type="button" class="quiet" onClick=${() => sending.send(ended(people.endOtherSessions))}>
        ${t('sessions.endOthers')}
      </button>`}
      <${Ask}
        words=${t('sessions.endAll')}
        question=${t('sessions.sure')}
        yes=${t('sessions.endAll')}
        act=${everywhere}
      />
    </p>
  <//>`;
}

import { html, useState } from '../../vendor/htm-preact.js';
import { language, learnMe, me, meProblem, t, useStore } from '../base.js';
import { date, tierName } from '../format.js';
import { people } from '../people.js';
import { analysing } from '../route.js';
import { SecondFactor } from './factor.js';
import { Part, useLoaded, useSending } from './form.js';
import { Connection, Icon } from './frame.js';
import { Keys } from './keys.js';
import { Leave } from './leave.js';
import { MailAddress, Provider } from './letters.js';
import { Bones, Notice, Page } from './page.js';
import { ChangePassword } from './password.js';
import { ProblemSheet } from './problem.js';
import { Sessions } from './sessions.js';
import { Usage } from './usage.js';
import { Reset, Welcome } from './welcome.js';

function Limits() {
  const { value, problem, again } = useLoaded(people.allowance);
  return html`<${Part} id="usage-part" title=${t('usage.title')}>
    ${value && html`<${Usage} allowance=${value} all=${true} />`}
    <${Notice} problem=${problem} onRetry=${again} />
  <//>`;
}

function Head({ account, tier, left }) {
  const leaving = useSending();
  const leave = async () => {
    await people.logout();
    await learnMe();
    left(t('login.left'));
  };
  return html`<div class="page-head account-head">
      <div>
        <h1 dir="auto">${account.name}</h1>
        <p class="account-facts">
          <span class="badge">${tierName(tier)}</span>
          ${account.role === 'admin' && html`<span class="chip">${t('account.admin')}</span>`}
          <span>
            ${account.tierUntil
              ? t('account.until', { time: date(account.tierUntil) })
              : t('account.since', { time: date(account.createdAt) })}
          </span>
        </p>
      </div>
      <button type="button" class="quiet" onClick=${() => leaving.send(leave)}>
        <${Icon} name="out" />${t('login.leave')}
      </button>
    </div>
    <${Notice} problem=${leaving.problem} />`;
}

function Member({ who, left }) {
  const { account, tier, role } = who;
  const sessions = useLoaded(people.sessions);
  return html`<${Head} account=${account} tier=${tier} left=${left} />
    <div class="parts">
      <${Limits} />
      <${Keys} role=${role} />
      <${Sessions} loaded=${sessions} left=${left} />
      ${account.password && html`<${ChangePassword} changed=${sessions.again} />`}
      ${who.mail && html`<${MailAddress} account=${account} />`}
      ${who.provider && html`<${Provider} account=${account} label=${who.provider.label} />`}
      ${account.password && html`<${SecondFactor} account=${account} />`}
      <${Leave} account=${account} left=${left} />
    </div>`;
}

function Private() {
  return html`<div class="empty">
    <h1>${t('account.private')}</h1>
    <p>${t('account.privateHint')}</p>
    <a class="primary" href="/">${t('nav.box')}</a>
  </div>`;
}

/** Where one came from, or stays. */
function goOn({ back, to }) {
  if (back) location.assign(analysing(back));
  else if (to === 'downloads' || to === 'admin') location.assign(`/${to}`);
}

/**
 * `/account`: log in, and all that is one's own. `asked` is what the page's address asked for; it is
 * not `known` who one is until the server has said so, or that it cannot.
 */
export function Account({ asked, known }) {
  useStore(language);
  const who = useStore(me);
  const [link, setLink] = useState(asked.reset);
  const problem = useStore(meProblem);
  const [told, setNote] = useState(/** @type {string | null | undefined} */ (undefined));
  const note = told === undefined && asked.confirmed ? t('email.isConfirmed') : told;
  const left = (words) => {
    setNote(words);
    scrollTo({ top: 0 });
  };
  const wasReset = async () => {
    await learnMe();
    setLink(null);
    setNote(t('reset.done'));
  };
  let content;
  if (!known || !who) {
    content = html`<h1 class="hidden">${t('nav.account')}</h1>
      ${known && problem ? html`<${ProblemSheet} problem=${problem} onRetry=${learnMe} />` : html`<${Bones} label=${t('account.loading')} />`}`;
  } else if (who.mode === 'single') content = html`<${Private} />`;
  else if (link) content = html`<${Reset} link=${link} done=${wasReset} />`;
  else if (who.account) content = html`${note && html`<p class="done" role="status">${note}</p>`}<${Member} who=${who} left=${left} />`;
  else content = html`<${Welcome} who=${who} asked=${asked} note=${note} setNote=${setNote} done=${() => goOn(asked)} />`;
  const phase = who?.account && !link ? 'member' : 'guest';
  return html`<${Page} title=${t('nav.account')} phase=${known ? phase : 'loading'}>
    <${Connection} lost=${null} />
    ${content}
  <//>`;
}

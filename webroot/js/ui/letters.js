// What goes by letters, where the server sends any, and by a login provider, where there is one.
import { html, useState } from '../../vendor/htm-preact.js';
import { learnMe, remember, t } from '../base.js';
import { people } from '../people.js';
import { Ask, Field, Form, Part, Password, useSending } from './form.js';
import { Notice } from './page.js';

function Email({ value, take, ...rest }) {
  return html`<${Field}
    id="email"
    type="email"
    label=${t('email.title')}
    autocomplete="email"
    maxlength="254"
    required
    value=${value}
    take=${take}
    ...${rest}
  />`;
}

/** Asks for a link for a new password; whether anybody has that address is not told. */
export function Forgotten({ done }) {
  const [email, setEmail] = useState('');
  const sending = useSending();
  const act = async () => {
    await people.askReset(email);
    done(t('email.sent'));
  };
  return html`<${Form} label=${t('email.forgotten')} go=${t('email.ask')} sending=${sending} act=${act}>
    <${Email} value=${email} take=${setEmail} hint=${t('email.forgottenHint')} focused />
  <//>`;
}

/** Goes to the provider's page; `back` is what to go on with after it. */
export function ProviderButton({ label, back }) {
  const sending = useSending();
  const go = async () => {
    remember('back', back);
    location.assign((await people.beginProvider()).location);
  };
  return html`<button
      type="button"
      class="quiet provider"
      aria-disabled=${String(sending.busy)}
      onClick=${() => sending.send(go)}
    >
      ${t('provider.go', { label })}
    </button>
    <${Notice} problem=${sending.problem} />`;
}

function Change({ account, done }) {
  const [email, setEmail] = useState(account.email ?? '');
  const [password, setPassword] = useState('');
  const sending = useSending();
  const act = async () => {
    await people.changeEmail({ email, ...(account.password && { password }) });
    await learnMe();
    done();
  };
  return html`<${Form} label=${t('email.change')} go=${t('email.go')} sending=${sending} act=${act}>
    <${Email} value=${email} take=${setEmail} focused />
    ${account.password &&
    html`<${Password} id="email-password" label=${t('form.password')} value=${password} take=${setPassword} />`}
  <//>`;
}

/** Where links for a new password go. */
export function MailAddress({ account }) {
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const sending = useSending();
  const done = (again) => {
    setOpen(false);
    setSent(again);
  };
  const { email, emailConfirmed } = account;
  const waits = email && !emailConfirmed;
  return html`<${Part} id="email-part" title=${t('email.title')} lead=${t('email.lead')}>
    ${email &&
    html`<p class="row-name">
      ${email} ${' '}
      <span class=${emailConfirmed ? 'badge' : 'chip'}>
        ${t(emailConfirmed ? 'email.confirmed' : 'email.waits')}
      </span>
    </p>`}
    ${sent && html`<p class="done" role="status">${t('email.onItsWay')}</p>`}
    <${Notice} problem=${sending.problem} />
    ${open
      ? html`<${Change} account=${account} done=${() => done(true)} />`
      : html`<p class="part-acts">
          <button type="button" class="quiet" onClick=${() => setOpen(true)}>${t('email.change')}</button>
          ${waits &&
          html`<button
            type="button"
            class="quiet"
            onClick=${() =>
              sending.send(async () => {
                await people.sendConfirmation();
                done(true);
              })}
          >
            ${t('email.again')}
          </button>`}
        </p>`}
  <//>`;
}

/** The login at the provider, linked with the account or not. */
export function Provider({ account, label }) {
  const sending = useSending();
  const link = async () => location.assign((await people.linkProvider()).location);
  const unlink = async () => {
    await people.unlinkProvider();
    await learnMe();
  };
  const lead = t(account.linked ? 'provider.linked' : 'provider.lead', { label });
  return html`<${Part} id="provider-part" title=${label} lead=${lead}>
    <${Notice} problem=${sending.problem} />
    ${account.linked
      ? html`<${Ask}
          words=${t('provider.unlink')}
          question=${t('provider.sure')}
          yes=${t('provider.unlink')}
          act=${unlink}
        />`
      : html`<button type="button" class="quiet" onClick=${() => sending.send(link)}>
          ${t('provider.link')}
        </button>`}
  <//>`;
}

import { html, useState } from '../../vendor/htm-preact.js';
import { me, t } from '../base.js';
import { people } from '../people.js';
import { Field, Form, OneTimeCode, Password, useSending } from './form.js';
import { Forgotten, ProviderButton } from './letters.js';
import { Notice } from './page.js';

function Name({ value, take, ...rest }) {
  return html`<${Field}
    id="name"
    type="text"
    label=${t('form.name')}
    autocomplete="username"
    maxlength="64"
    required
    value=${value}
    take=${take}
    ...${rest}
  />`;
}

/** Where to go on: back to what was pasted, or to where one came from. */
function LogIn({ done }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [otp, setOtp] = useState('');
  const [needsOtp, setNeedsOtp] = useState(false);
  const sending = useSending();
  const act = async () => {
    try {
      me.set(await people.login({ name, password, ...(needsOtp && { otp: otp.trim() }) }));
      done();
    } catch (problem) {
      if (problem.code !== 'second-factor-needed' || needsOtp) throw problem;
      setNeedsOtp(true);
    }
  };
  return html`<${Form} label=${t('login.title')} go=${t('login.go')} sending=${sending} act=${act}>
    <${Name} value=${name} take=${setName} focused=${true} />
    <${Password} id="password" label=${t('form.password')} value=${password} take=${setPassword} />
    ${needsOtp && html`<${OneTimeCode} id="otp" value=${otp} take=${setOtp} focused=${true} />`}
  <//>`;
}

function Register({ done, invite, needsTicket }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [ticket, setTicket] = useState(invite ?? '');
  const sending = useSending();
  const act = async () => {
    me.set(await people.register({ name, password, ...(ticket.trim() && { ticket: ticket.trim() }) }));
    done();
  };
  return html`<${Form} label=${t('register.title')} go=${t('register.go')} sending=${sending} act=${act}>
    <${Name} value=${name} take=${setName} hint=${t('register.nameHint')} focused=${true} />
    <${Password} id="password" label=${t('form.password')} value=${password} take=${setPassword} fresh />
    ${needsTicket &&
    html`<${Field}
      id="ticket"
      type="text"
      label=${t('register.ticket')}
      hint=${t('register.ticketHint')}
      autocomplete="off"
      maxlength="64"
      required
      value=${ticket}
      take=${setTicket}
    />`}
  <//>`;
}

const Switch = ({ words, press }) =>
  html`<button type="button" class="link" onClick=${press}>${words}</button>`;

/** For a guest: log in, or make an account where the server lets one. */
export function Welcome({ who, asked, done, note, setNote }) {
  const [registers, setRegisters] = useState(Boolean(asked.invite));
  const [forgot, setForgot] = useState(false);
  const [hasCode, setHasCode] = useState(Boolean(asked.invite));
  const { registration, mode } = who;
  const needsTicket = hasCode || registration === 'invite';
  const lead = asked.back ? t('login.back') : mode === 'members' ? t('login.members') : t('login.why');
  const sent = (words) => {
    setForgot(false);
    setNote(words);
  };
  if (forgot) {
    return html`<section class="sheet welcome" aria-labelledby="welcome">
      <h1 id="welcome">${t('email.forgotten')}</h1>
      <${Forgotten} done=${sent} />
      <p class="welcome-other">
        <${Switch} words=${t('register.hasAccount')} press=${() => setForgot(false)} />
      </p>
    </section>`;
  }
  return html`<section class="sheet welcome" aria-labelledby="welcome">
    <h1 id="welcome">${t(registers ? 'register.title' : 'login.title')}</h1>
    <p class="part-lead" role="status">${note ?? lead}</p>
    <${Notice} problem=${asked.login ? { code: asked.login } : null} />
    ${who.provider && html`<${ProviderButton} label=${who.provider.label} back=${asked.back} />`}
    ${registers
      ? html`${registration === 'closed' && !hasCode
            ? html`<p>${t('register.closed')}</p>`
            : html`<${Register}
                key=${String(needsTicket)}
                done=${done}
                invite=${asked.invite}
                needsTicket=${needsTicket}
              />`}
          <p class="welcome-other">
            ${!needsTicket &&
            html`<${Switch} words=${t('register.hasCode')} press=${() => setHasCode(true)} />`}
            <${Switch} words=${t('register.hasAccount')} press=${() => setRegisters(false)} />
          </p>`
      : html`<${LogIn} done=${done} />
          <p class="welcome-other">
            <${Switch} words=${t(`login.new.${registration}`)} press=${() => setRegisters(true)} />
            ${who.mail
              ? html`<${Switch} words=${t('email.forgotten')} press=${() => setForgot(true)} />`
              : html`<span class="field-hint">${t('login.forgot')}</span>`}
          </p>`}
  </section>`;
}

/** A new password by a link that an admin gave. */
export function Reset({ link, done }) {
  const [password, setPassword] = useState('');
  const sending = useSending();
  const act = async () => {
    await people.reset({ link, password });
    done();
  };
  return html`<section class="sheet welcome" aria-labelledby="welcome">
    <h1 id="welcome">${t('reset.title')}</h1>
    <p class="part-lead">${t('reset.lead')}</p>
    <${Form} label=${t('reset.title')} go=${t('reset.go')} sending=${sending} act=${act}>
      <${Password} id="password" label=${t('form.newPassword')} value=${password} take=${setPassword} fresh focused />
    <//>
  </section>`;
}

import { html, useState } from '../../vendor/htm-preact.js';
import { learnMe, plural, t } from '../base.js';
import { people } from '../people.js';
import { CopyButton, CopyLine } from './copy.js';
import { Field, Form, OneTimeCode, Part, Password, useSending } from './form.js';
import { Qr } from './qr.js';

function Enrol({ enrolment, done }) {
  const [otp, setOtp] = useState('');
  const sending = useSending();
  const act = async () => done((await people.confirm({ otp: otp.trim() })).codes);
  return html`<div class="enrol">
    <${Qr} code=${enrolment.code} label=${t('factor.qr')} />
    <div class="enrol-side">
      <p>${t('factor.scan')}</p>
      <${CopyLine} label=${t('factor.secret')} text=${enrolment.secret} />
      <${Form} label=${t('factor.title')} go=${t('factor.confirm')} sending=${sending} act=${act}>
        <${Field}
          id="factor-code"
          type="text"
          inputmode="numeric"
          label=${t('factor.code')}
          autocomplete="one-time-code"
          pattern="[0-9]{6}"
          maxlength="6"
          required
          focused
          value=${otp}
          take=${setOtp}
        />
      <//>
    </div>
  </div>`;
}

function Codes({ codes, done }) {
  return html`<div class="codes" role="status">
    <p><b>${t('factor.on')}</b> ${t('factor.keepCodes')}</p>
    <ul>
      ${codes.map((code) => html`<li key=${code}><code>${code}</code></li>`)}
    </ul>
    <p class="part-acts">
      <${CopyButton} label=${t('factor.codes')} text=${codes.join('\n')} />
      <button type="button" class="quiet" onClick=${done}>${t('factor.kept')}</button>
    </p>
  </div>`;
}

function TakeAway({ done }) {
  const [password, setPassword] = useState('');
  const [otp, setOtp] = useState('');
  const sending = useSending();
  const act = async () => {
    await people.disenrol({ password, otp: otp.trim() });
    done();
  };
  return html`<${Form} label=${t('factor.remove')} go=${t('factor.remove')} kind="danger" sending=${sending} act=${act}>
    <${Password} id="factor-password" label=${t('form.password')} value=${password} take=${setPassword} focused />
    <${OneTimeCode} id="factor-otp" value=${otp} take=${setOtp} />
  <//>`;
}

/** @typedef {{name: string, secret?: string, code?: object, codes?: string[]}} Step */

/** One-time codes beside the password: set up with a QR code, or taken away. */
export function SecondFactor({ account }) {
  const [step, setStep] = useState(/** @type {Step} */ ({ name: 'closed' }));
  const sending = useSending();
  const begin = () =>
    sending.send(async () => {
      const [qr, enrolment] = await Promise.all([import('../../vendor/lean-qr.js'), people.enrol()]);
      setStep({ name: 'enrol', ...enrolment, code: qr.generate(enrolment.uri) });
    });
  const over = async () => {
    await learnMe();
    setStep({ name: 'closed' });
  };
  const on = account.secondFactor;
  const lead = on
    ? plural('factor.is', account.recoveryCodes ?? 0)
    : t('factor.lead');
  return html`<${Part} id="factor-part" title=${t('factor.title')} lead=${step.name === 'codes' ? null : lead}>
    ${step.name === 'enrol' && html`<${Enrol} enrolment=${step} done=${(codes) => setStep({ name: 'codes', codes })} />`}
    ${step.name === 'codes' && html`<${Codes} codes=${step.codes} done=${over} />`}
    ${step.name === 'away' && html`<${TakeAway} done=${over} />`}
    ${step.name === 'closed' &&
    html`<button
      type="button"
      class="quiet"
      aria-disabled=${String(sending.busy)}
      onClick=${on ? () => setStep({ name: 'away' }) : begin}
    >
      ${t(on ? 'factor.remove' : 'factor.setUp')}
    </button>`}
  <//>`;
}

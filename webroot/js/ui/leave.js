import { html, useState } from '../../vendor/htm-preact.js';
import { learnMe, t } from '../base.js';
import { people } from '../people.js';
import { say } from '../route.js';
import { Ask, Form, OneTimeCode, Part, Password, useSending } from './form.js';
import { Notice } from './page.js';

/** Gives the browser a file of what is kept. */
async function save(name) {
  const kept = JSON.stringify(await people.exported(), null, 2);
  const address = URL.createObjectURL(new Blob([kept], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `taivideonhanh-${name}.json`;
  link.click();
  URL.revokeObjectURL(address);
}

function Delete({ account, left, keep }) {
  const [password, setPassword] = useState('');
  const [otp, setOtp] = useState('');
  const sending = useSending();
  const act = async () => {
    await people.leave({ password, ...(account.secondFactor && { otp: otp.trim() }) });
    await learnMe();
    left(t('leave.gone'));
  };
  return html`<div class="leave" role="group" aria-label=${t('leave.delete')}>
    <p>${t('leave.goes')}</p>
    ${!account.password && html`<p><b>${t('leave.noPassword')}</b></p>`}
    <${Form} label=${t('leave.delete')} go=${t('leave.go')} kind="danger" sending=${sending} act=${act}>
      <${Password} id="leave-password" label=${t('form.password')} value=${password} take=${setPassword} focused />
      ${account.secondFactor && html`<${OneTimeCode} id="leave-otp" value=${otp} take=${setOtp} />`}
    <//>
    <button type="button" class="quiet" onClick=${keep}>${t('form.keep')}</button>
  </div>`;
}

/** What is kept of one: given out, and deleted. */
export function Leave({ account, left }) {
  const [open, setOpen] = useState(false);
  const [forgotten, setForgotten] = useState(0);
  const saving = useSending();
  const forget = async () => {
    await people.forgetAll();
    setForgotten(forgotten + 1);
    say('leave.forgotten');
  };
  return html`<${Part} id="leave-part" title=${t('leave.title')} lead=${t('leave.lead')}>
    ${!open &&
    html`<p class="part-acts">
      <button type="button" class="quiet" onClick=${() => saving.send(() => save(account.name))}>
        ${t('leave.export')}
      </button>
      <${Ask}
        key=${forgotten}
        words=${t('leave.forget')}
        question=${t('leave.forgetSure')}
        yes=${t('leave.forget')}
        act=${forget}
      />
      <button type="button" class="quiet" onClick=${() => setOpen(true)}>${t('leave.delete')}</button>
    </p>`}
    ${forgotten > 0 && html`<p class="done">${t('leave.forgotten')}</p>`}
    <${Notice} problem=${saving.problem} />
    ${open && html`<${Delete} account=${account} left=${left} keep=${() => setOpen(false)} />`}
  <//>`;
}

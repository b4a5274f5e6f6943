import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { people } from '../people.js';
import { say } from '../route.js';
import { Form, Part, Password, useSending } from './form.js';

function Change({ done }) {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const sending = useSending();
  const act = async () => {
    await people.changePassword({ password: old, newPassword: fresh });
    say('password.changed');
    done();
  };
  return html`<${Form} label=${t('password.title')} go=${t('password.go')} sending=${sending} act=${act}>
    <${Password} id="old-password" label=${t('form.oldPassword')} value=${old} take=${setOld} focused />
    <${Password} id="new-password" label=${t('form.newPassword')} value=${fresh} take=${setFresh} fresh />
  <//>`;
}

/** The password is changed; the other logins end with it. */
export function ChangePassword({ changed }) {
  const [state, setState] = useState('closed');
  const done = () => {
    setState('done');
    changed();
  };
  return html`<${Part} id="password-part" title=${t('form.password')} lead=${t('password.lead')}>
    ${state === 'open' && html`<${Change} done=${done} />`}
    ${state === 'done' && html`<p class="done">${t('password.changed')}</p>`}
    ${state !== 'open' &&
    html`<button type="button" class="quiet" onClick=${() => setState('open')}>
      ${t('password.title')}
    </button>`}
  <//>`;
}

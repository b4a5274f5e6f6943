import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { me, number, t, useStore } from '../base.js';
import { bodyOf, choicesOf, fieldsOf, key, MOST, named, requestOf, send } from '../trial.js';
import { bytes } from '../format.js';
import { Icon } from './frame.js';

/** With what requests are sent: the login of this browser, or a key. */
export function Credentials() {
  const who = useStore(me);
  const given = useStore(key);
  const name = who?.account?.name;
  return html`<div class="try-who">
    <label for="try-key">${t('docs.try.key')}</label>
    <input
      id="try-key"
      type="password"
      autocomplete="off"
      spellcheck=${false}
      value=${given}
      aria-describedby="try-who"
      onInput=${(event) => key.set(event.target.value.trim())}
    />
    <p id="try-who" role="status">
      ${given ? t('docs.try.asKey') : name ? t('docs.try.as', { name }) : t('docs.try.asGuest')}
    </p>
  </div>`;
}

function Field({ id, contract, parameter, value, take }) {
  const { name, required } = parameter;
  const choices = choicesOf(contract, parameter);
  const common = { id, required, value, name };
  return html`<div class="try-field">
    <label for=${id}><code>${name}</code>${required && html` <span class="needed">${t('docs.required')}</span>`}</label>
    ${choices
      ? html`<select ...${common} onChange=${(event) => take(event.target.value)}>
          <option value=""></option>
          ${choices.map((choice) => html`<option key=${choice} value=${choice}>${choice}</option>`)}
        </select>`
      : html`<input ...${common} autocomplete="off" spellcheck=${false} onInput=${(event) => take(event.target.value)} />`}
  </div>`;
}

function statusWords({ status, took, size, broken, over }) {
  if (status === undefined) return broken ? t('problem.connection-lost') : t(over ? 'docs.try.stopped' : 'docs.try.sent');
  const code = status === 0 ? t('docs.try.redirect') : String(status);
  return [code, t('docs.try.took', { n: number(took) }), size !== undefined && bytes(size)].filter(Boolean).join(' · ');
}

function bodyWords({ shown, text, type, size, over }) {
  if (!shown && size > 0) return t('docs.try.notText', { type: type || '?' });
  return text || (over ? t('docs.try.empty') : '…');
}

function Answer({ answer, label }) {
  const { status, headers, cut, broken } = answer;
  const kind = status === undefined ? '' : `status-${String(status)[0]}`;
  return html`<div class="try-answer">
    <p role="status"><b class=${`status ${kind}`}>${statusWords(answer)}</b></p>
    ${headers &&
    html`<pre tabindex="0" role="region" aria-label=${`${t('docs.try.headers')}: ${label}`}>${headers
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n')}</pre>
      <pre class="try-body" tabindex="0" role="region" aria-label=${`${t('docs.try.body')}: ${label}`}>${bodyWords(answer)}</pre>`}
    ${cut && html`<p>${t('docs.try.cut', { size: bytes(MOST) })}</p>`}
    ${status !== undefined && broken && html`<p>${t('docs.try.broken')}</p>`}
  </div>`;
}

function Request({ operation, contract }) {
  const { id, method, summary } = operation;
  const known = useStore(named);
  const [values, setValues] = useState({});
  const [body, setBody] = useState(() => bodyOf(contract, operation));
  const [answer, setAnswer] = useState(/** @type {any} */ (null));
  const [wrong, setWrong] = useState('');
  const running = useRef(/** @type {AbortController?} */ (null));
  useEffect(() => () => running.current?.abort(), []);
  const busy = answer !== null && !answer.over;

  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    let request;
    try {
      request = requestOf(operation, { ...known, ...values }, body);
    } catch (error) {
      return setWrong(error.message);
    }
    setWrong('');
    setAnswer({});
    running.current = new AbortController();
    const told = (changes) => setAnswer((before) => ({ ...before, ...changes }));
    return send(request, running.current.signal, told);
  };

  return html`<form class="try-form" aria-label=${t('docs.try.of', { name: summary })} onSubmit=${submit}>
    ${fieldsOf(operation).map(
      (parameter) => html`<${Field}
        key=${parameter.name}
        id=${`${id}-${parameter.name}`}
        contract=${contract}
        parameter=${parameter}
        value=${values[parameter.name] ?? known[parameter.name] ?? ''}
        take=${(value) => setValues({ ...values, [parameter.name]: value })}
      />`,
    )}
    ${body !== null &&
    html`<div class="try-field">
      <label for=${`${id}-body`}>${t('docs.body')}</label>
      <textarea
        id=${`${id}-body`}
        rows=${Math.min(12, body.split('\n').length + 1)}
        spellcheck=${false}
        aria-invalid=${String(wrong !== '')}
        aria-describedby=${`${id}-wrong`}
        value=${body}
        onInput=${(event) => setBody(event.target.value)}
      ></textarea>
      <p id=${`${id}-wrong`} class="try-wrong" role="alert">${wrong && t('docs.try.noJson', { error: wrong })}</p>
    </div>`}
    ${!['GET', 'HEAD'].includes(method) && html`<p class="try-real">${t('docs.try.real')}</p>`}
    <p class="try-acts">
      <button type="submit" class="primary" aria-disabled=${String(busy)}>
        <${Icon} name="arrow" />${t('docs.try.send')}
      </button>
      ${busy &&
      html`<button type="button" class="quiet" onClick=${() => running.current?.abort()}>
        <${Icon} name="stop" />${t('dl.stop')}
      </button>`}
    </p>
    ${answer && html`<${Answer} answer=${answer} label=${summary} />`}
  </form>`;
}

/** A request to fill in and send, behind a button. */
export function Trial({ operation, contract }) {
  const [open, setOpen] = useState(false);
  const region = `${operation.id}-try`;
  return html`<div class="try">
    <button
      type="button"
      class="quiet disclosure"
      aria-expanded=${String(open)}
      aria-controls=${region}
      aria-label=${`${t('docs.try')}: ${operation.summary}`}
      onClick=${() => setOpen(!open)}
    >
      <${Icon} name="chevron" />${t('docs.try')}
    </button>
    <div id=${region} hidden=${!open}>
      ${open && html`<${Request} operation=${operation} contract=${contract} />`}
    </div>
  </div>`;
}

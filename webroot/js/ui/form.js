// What forms share: fields, sending, and lists that are asked for.
import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { Notice } from './page.js';

/** A labelled field; what it is given beyond that goes to its `input`. */
export function Field({ id, label, hint, take, focused = false, ...rest }) {
  const input = useRef(/** @type {HTMLInputElement?} */ (null));
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      ref=${input}
      autocapitalize="off"
      spellcheck=${false}
      aria-describedby=${hint ? `${id}-hint` : undefined}
      onInput=${(event) => take(event.target.value)}
      ...${rest}
    />
    ${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}
  </div>`;
}

/** A password: the one that holds, or with `fresh` one that is chosen now. */
export function Password({ id, label, value, take, fresh = false, ...rest }) {
  return html`<${Field}
    id=${id}
    type="password"
    label=${label}
    hint=${fresh ? t('form.passwordHint') : undefined}
    autocomplete=${fresh ? 'new-password' : 'current-password'}
    maxlength="256"
    required
    value=${value}
    take=${take}
    ...${rest}
  />`;
}

/** A code of the second factor. */
export function OneTimeCode({ id, value, take, ...rest }) {
  return html`<${Field}
    id=${id}
    type="text"
    inputmode="text"
    label=${t('form.otp')}
    hint=${t('form.otpHint')}
    autocomplete="one-time-code"
    minlength="6"
    maxlength="32"
    required
    value=${value}
    take=${take}
    ...${rest}
  />`;
}

/** Sends one thing at a time: whether it is under way, and what went wrong with the last. */
export function useSending() {
  const [state, setState] = useState({ busy: false, problem: null });
  const send = async (act) => {
    if (state.busy) return;
    setState({ busy: true, problem: null });
    try {
      await act();
      setState({ busy: false, problem: null });
    } catch (problem) {
      setState({ busy: false, problem });
    }
  };
  return { ...state, send };
}

/** A form with one button, its problem above that. */
export function Form({ label, go, sending, act, kind = 'primary', children }) {
  const submit = (event) => {
    event.preventDefault();
    sending.send(act);
  };
  return html`<form class="form" aria-label=${label} onSubmit=${submit}>
    ${children}
    <${Notice} problem=${sending.problem} />
    <button type="submit" class=${kind} aria-disabled=${String(sending.busy)}>
      ${sending.busy && html`<span class="spinner" aria-hidden="true"></span>`}${go}
    </button>
  </form>`;
}

/**
 * What `load` gives: null until it is there; `again` asks anew.
 * @template T
 * @param {() => Promise<T>} load
 */
export function useLoaded(load) {
  const [state, setState] = useState({ value: /** @type {T?} */ (null), problem: null });
  const again = async () => {
    try {
      setState({ value: await load(), problem: null });
    } catch (problem) {
      setState((before) => ({ ...before, problem }));
    }
  };
  useEffect(() => {
    again();
  }, []);
  return { ...state, again };
}

/** A button that asks once more before it acts. */
export function Ask({ words, label, question, yes, act }) {
  const [asked, setAsked] = useState(false);
  const sure = useRef(/** @type {HTMLButtonElement?} */ (null));
  const sending = useSending();
  useEffect(() => {
    if (asked) sure.current?.focus();
  }, [asked]);
  if (!asked) {
    return html`<button type="button" class="quiet" aria-label=${label} onClick=${() => setAsked(true)}>
      ${words}
    </button>`;
  }
  return html`<span class="ask" role="group" aria-label=${question}>
    <span>${question}</span>
    <button type="button" class="danger" ref=${sure} onClick=${() => sending.send(act)}>${yes}</button>
    <button type="button" class="quiet" onClick=${() => setAsked(false)}>${t('form.keep')}</button>
    <${Notice} problem=${sending.problem} />
  </span>`;
}

/** Something of the account under its own heading. */
export function Part({ id, title, lead, children }) {
  return html`<section class="sheet part" aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    ${lead && html`<p class="part-lead">${lead}</p>`} ${children}
  </section>`;
}

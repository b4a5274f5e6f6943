import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { t, useStore } from '../base.js';
import { analysed, findAddress, refuse, say, visit } from '../route.js';
import { Icon } from './frame.js';

const isEditable = (node) => node instanceof Element && node.matches('input, textarea, select');
const draggedText = (data) => data.getData('text/uri-list') || data.getData('text/plain');

/** Calls `take` with each address that is pasted or dropped anywhere on the page. */
function useWholePage(take, setOver) {
  useEffect(() => {
    const paste = (event) => {
      if (!isEditable(event.target)) take(event.clipboardData.getData('text'));
    };
    const over = (event) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event) => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event) => {
      event.preventDefault();
      setOver(false);
      take(draggedText(event.dataTransfer));
    };
    const all = { paste, dragover: over, dragleave: leave, drop };
    for (const [name, listener] of Object.entries(all)) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(all)) {
        document.removeEventListener(name, listener);
      }
    };
  }, []);
}

/** The box. A pasted or dropped address starts at once; enter and the button start it too. */
export function Box() {
  const { phase, url, problem } = useStore(analysed);
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const [pasteRefused, setPasteRefused] = useState(false);
  const input = useRef(/** @type {HTMLInputElement?} */ (null));

  // What is analysed stands in the box, also when a list or the "back" button chose it.
  useEffect(() => setText(url ?? ''), [url]);

  const take = (pasted) => {
    const address = findAddress(pasted);
    if (!address) return false;
    setText(address);
    visit(address);
    // A phone's keyboard would cover what comes now.
    if (matchMedia('(pointer: coarse)').matches) input.current?.blur();
    return true;
  };
  useWholePage(take, setOver);

  const submit = (event) => {
    event.preventDefault();
    if (text.trim() === '') input.current?.focus();
    else if (!take(text)) refuse(text);
  };
  const onPaste = (event) => {
    if (take(event.clipboardData.getData('text'))) event.preventDefault();
  };
  const pasteForMe = async () => {
    input.current?.focus();
    try {
      const pasted = await navigator.clipboard.readText();
      if (!take(pasted)) setText(pasted.trim());
    } catch {
      setPasteRefused(true);
      say('box.pasteRefused');
    }
  };
  const clear = () => {
    setText('');
    input.current?.focus();
  };
  const wrong = phase === 'failed' && problem?.code === 'invalid-url';

  return html`<form class=${`box ${over ? 'box-over' : ''}`} onSubmit=${submit} role="search">
    <label class="hidden" for="url">${t('box.label')}</label>
    <span class="box-icon"><${Icon} name="link" /></span>
    <input
      id="url"
      ref=${input}
      class="box-input"
      type="text"
      inputmode="url"
      name="url"
      autocomplete="off"
      autocapitalize="off"
      spellcheck=${false}
      placeholder=${t('box.placeholder')}
      value=${text}
      aria-invalid=${String(wrong)}
      aria-describedby="box-hint"
      onInput=${(event) => setText(event.target.value)}
      onPaste=${onPaste}
    />
    ${text === ''
      ? html`<button type="button" class="box-small" onClick=${pasteForMe}>
          <${Icon} name="paste" /><span>${t('box.paste')}</span>
        </button>`
      : html`<button type="button" class="box-small" aria-label=${t('box.clear')} onClick=${clear}>
          <${Icon} name="close" />
        </button>`}
    <button type="submit" class="box-go">
      <span class="box-go-text">${t('box.go')}</span><${Icon} name="arrow" />
    </button>
    <p class="box-hint" id="box-hint">
      ${over ? t('box.drop') : t(pasteRefused ? 'box.pasteRefused' : 'box.hint')}
    </p>
  </form>`;
}

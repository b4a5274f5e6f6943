import { html, render, useEffect, useRef, useState } from '../vendor/htm-preact.js';
import { language, learnMe, startLanguage, t, useStore } from './base.js';
import { analysed, findAddress, refuse, reset, say, spoken, startRoute, visit, work } from './route.js';
import { Connection, Footer, Header, Icon } from './ui/frame.js';

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
function Box() {
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

/** @param {FocusOptions} [how] */
const focusBox = (how) => document.getElementById('url')?.focus(how);

/** The first screen. */
function App() {
  const current = useStore(language);
  const state = useStore(analysed);
  const parts = useStore(work);
  useEffect(() => {
    document.title = t('app.title');
  }, [current]);
  const home = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (state.phase !== 'idle') history.pushState(null, '', '/');
    reset();
    focusBox();
  };
  return html`<a class="skip" href="#main">${t('app.skip')}</a>
    <${Header} onHome=${home} />
    <main id="main" tabindex="-1" data-phase=${state.phase}>
      <div class="hero">
        <h1>${t('hero.title')}</h1>
        <p class="hero-sub">${t('hero.sub')}</p>
        <${Box} />
      </div>
      <${Connection} lost=${state.lost} />
      ${parts && html`<${parts.Work} state=${state} />`}
    </main>
    <${Footer} />
    ${parts && html`<${parts.Dock} />`}
    <p class="hidden" role="status" id="spoken">${useStore(spoken)}</p>`;
}

learnMe();
await startLanguage();
startRoute();
const place = /** @type {HTMLElement} */ (document.getElementById('app'));
// What was there is for browsers without scripts.
place.replaceChildren();
render(html`<${App} />`, place);
focusBox({ preventScroll: true });

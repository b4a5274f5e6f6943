// To go on with on another device, or in another program.
import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { curlLine } from '../curl.js';
import { hour } from '../format.js';
import { analysing } from '../route.js';
import { downloads } from '../services.js';
import { CopyLine } from './copy.js';
import { Icon } from './frame.js';
import { problemWords } from './problem.js';
import { QrOf } from './qr.js';

/** A window over the page: the browser keeps the focus in it, and gives it back. */
function Window({ title, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement?} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return html`<dialog
    ref=${dialog}
    class="window"
    aria-labelledby="window-title"
    onClose=${onClose}
    onClick=${(event) => event.target === dialog.current && close()}
  >
    <div class="window-head">
      <h2 id="window-title">${title}</h2>
      <button type="button" class="round" aria-label=${t('else.close')} onClick=${close}>
        <${Icon} name="close" />
      </button>
    </div>
    <div class="window-body">${children}</div>
  </dialog>`;
}

function ElsewhereButton({ name, onClick }) {
  return html`<button
    type="button"
    class="quiet"
    aria-haspopup="dialog"
    aria-label=${t('else.openOne', { name })}
    onClick=${onClick}
  >
    <${Icon} name="qr" /><span>${t('else.open')}</span>
  </button>`;
}

/** Where this page was asked for by a name that only this machine knows itself by. */
function OnlyHere() {
  const alone = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(location.hostname);
  return alone && html`<p class="window-warn">${t('else.onlyHere', { host: location.host })}</p>`;
}

/** The way to a video's choices, for another device. */
export function PageElsewhere({ url, name }) {
  const [open, setOpen] = useState(false);
  const address = location.origin + analysing(url);
  return html`<${ElsewhereButton} name=${name} onClick=${() => setOpen(true)} />
    ${open &&
    html`<${Window} title=${t('else.title')} onClose=${() => setOpen(false)}>
      <p class="window-name" dir="auto">${name}</p>
      <${QrOf} text=${address} label=${t('else.pageCode')} />
      <p>${t('else.page')}</p>
      <${OnlyHere} />
      <${CopyLine} label=${t('else.link')} text=${address} />
    <//>`}`;
}

function FileLines({ issued }) {
  const address = location.origin + issued.streamUrl;
  return html`<${QrOf} text=${address} label=${t('else.fileCode')} />
    <p>${t('else.file', { time: hour(issued.expiresAt) })}</p>
    <${OnlyHere} />
    <${CopyLine} label=${t('else.link')} text=${address} />
    <${CopyLine} label="curl" words=${t('keys.copyCurl')} text=${curlLine(issued, location.origin)} />`;
}

/** The file of a download: its link as a code, as it is, and for a shell. */
export function FileElsewhere({ item, name }) {
  const [open, setOpen] = useState(false);
  const { problem, shared } = item;
  const press = () => {
    setOpen(true);
    downloads.share(item.key, 'none');
  };
  return html`<${ElsewhereButton} name=${name} onClick=${press} />
    ${open &&
    html`<${Window} title=${t('else.title')} onClose=${() => setOpen(false)}>
      <p class="window-name" dir="auto">${name}</p>
      ${shared?.none
        ? html`<${FileLines} issued=${shared.none} />`
        : html`<p role="status">${problem ? problemWords(problem).title : t('dl.starting')}</p>`}
    <//>`}`;
}

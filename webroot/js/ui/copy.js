import { html, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { copy } from '../clipboard.js';
import { Icon } from './frame.js';

/** A button that copies `text`, and says so. */
export function CopyButton({ text, label, words = t('docs.copy') }) {
  const [copied, setCopied] = useState(false);
  return html`<button type="button" class="quiet" aria-label=${`${words}: ${label}`} onClick=${async () => setCopied(await copy(text))}>
    <${Icon} name=${copied ? 'check' : 'copy'} /><span>${copied ? t('docs.copied') : words}</span>
  </button>`;
}

/** Text that is to be taken elsewhere: seen, selected by a click, and copied. */
export function CopyLine({ label, text, words = t('docs.copy') }) {
  return html`<div class="copy-line">
    <input
      class="copy-text"
      readonly
      aria-label=${label}
      value=${text}
      onFocus=${(event) => event.target.select()}
    />
    <${CopyButton} text=${text} label=${label} words=${words} />
  </div>`;
}

import { html } from '../../vendor/htm-preact.js';

/** Text in which `words` between backticks are code. Never markup. */
export function Prose({ text }) {
  return (text ?? '')
    .split(/`([^`]+)`/)
    .map((part, n) => (n % 2 === 1 ? html`<code>${part}</code>` : part));
}

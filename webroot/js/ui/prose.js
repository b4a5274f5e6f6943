import { html } from '../../vendor/htm-preact.js';

/** Text in which `words` between backticks are code. Never markup. */
export function Prose({ text }) {
  return (text ?? '')
    .split(/`([^`]+)`/)
    .map((part, n) => (n % 2 === 1 ? html`<code>${part}</code>` : part));
}

/** The same in paragraphs, with an empty line between two, and in lists, with `- ` before each entry. */
export function Paragraphs({ text }) {
  return (text ?? '').split('\n\n').map((block) =>
    block.startsWith('- ')
      ? html`<ul>
          ${block
            .slice(2)
            .split('\n- ')
            .map((entry) => html`<li><${Prose} text=${entry} /></li>`)}
        </ul>`
      : html`<p><${Prose} text=${block} /></p>`,
  );
}

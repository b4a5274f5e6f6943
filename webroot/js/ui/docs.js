import { html, useRef, useState } from '../../vendor/htm-preact.js';
import { problemCodes, t } from '../base.js';
import { copy } from '../clipboard.js';
import { bodySchema, curl, typeParts } from '../contract.js';
import { useNearby } from '../nearby.js';
import { Icon } from './frame.js';
import { Prose } from './prose.js';
import { Trial } from './trial.js';

function Type({ schema }) {
  return html`<span class="type">
    ${typeParts(schema).map(({ schema: name, text }) =>
      name ? html`<a href=${`#schema-${name}`}>${name}</a>` : text,
    )}
  </span>`;
}

// The roles are said: on a phone the rows are no longer laid out as such, and would be none without.
function Table({ label, headings, rows }) {
  return html`<div class="docs-scroll" role="region" tabindex="0" aria-label=${label}>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${headings.map((heading) => html`<th role="columnheader" scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(({ key, cells }) => html`<tr key=${key} role="row">${cells}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** What something is called, and whether it must be there. */
function Name({ name, required }) {
  return html`<td role="cell">
    <code>${name}</code>
    ${required && html` <span class="needed">${t('docs.required')}</span>`}
  </td>`;
}

function Meaning({ text }) {
  return html`<td role="cell" lang="en"><${Prose} text=${text} /></td>`;
}

function Fields({ schema, label }) {
  const needed = schema.required ?? [];
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    key: name,
    cells: html`<${Name} name=${name} required=${needed.includes(name)} />
      <td role="cell"><${Type} schema=${field} /></td>
      <${Meaning} text=${field.description} />`,
  }));
  const headings = ['name', 'type', 'meaning'].map((each) => t(`docs.${each}`));
  return html`<${Table} label=${label} headings=${headings} rows=${rows} />`;
}

function Parameters({ parameters, label }) {
  const rows = parameters.map(({ name, required, in: where, schema, description }) => ({
    key: name,
    cells: html`<${Name} name=${name} required=${required} />
      <td role="cell">${where}</td>
      <td role="cell"><${Type} schema=${schema} /></td>
      <${Meaning} text=${description} />`,
  }));
  const headings = ['name', 'where', 'type', 'meaning'].map((each) => t(`docs.${each}`));
  return html`<h4>${t('docs.parameters')}</h4>
    <${Table} label=${`${t('docs.parameters')}: ${label}`} headings=${headings} rows=${rows} />`;
}

function Answers({ responses, label }) {
  const rows = responses.map(({ status, description, content }) => ({
    key: status,
    cells: html`<td role="cell"><code class=${`status status-${status[0]}`}>${status}</code></td>
      <td role="cell">
        ${Object.entries(content ?? {}).map(
          ([type, { schema }]) => html`<p><code>${type}</code> <${Type} schema=${schema} /></p>`,
        )}
      </td>
      <${Meaning} text=${description} />`,
  }));
  const headings = ['status', 'type', 'meaning'].map((each) => t(`docs.${each}`));
  return html`<h4>${t('docs.answers')}</h4>
    <${Table} label=${`${t('docs.answers')}: ${label}`} headings=${headings} rows=${rows} />`;
}

function Example({ text, label }) {
  const [copied, setCopied] = useState(false);
  return html`<h4>${t('docs.example')}</h4>
    <div class="example">
      <pre tabindex="0" role="region" aria-label=${`${t('docs.example')}: ${label}`}>${text}</pre>
      <button type="button" class="quiet" onClick=${async () => setCopied(await copy(text))}>
        <${Icon} name=${copied ? 'check' : 'copy'} />${t(copied ? 'docs.copied' : 'docs.copy')}
      </button>
    </div>`;
}

function Details({ operation, contract }) {
  const { summary, description, parameters, responses } = operation;
  const body = bodySchema(operation);
  return html`<p lang="en"><${Prose} text=${description} /></p>
    <p class="docs-access">
      ${['x-access', 'x-scope'].map((name) => operation[name] && html`<code>${name}: ${operation[name]}</code> `)}
    </p>
    <${Example} text=${curl(contract, operation, location.origin)} label=${summary} />
    <${Trial} operation=${operation} contract=${contract} />
    ${body && html`<h4>${t('docs.body')}</h4><p><${Type} schema=${body} /></p>`}
    ${parameters.length > 0 && html`<${Parameters} parameters=${parameters} label=${summary} />`}
    <${Answers} responses=${responses} label=${summary} />`;
}

/** One of many: its head is always there, the rest once it comes near. */
function Entry({ id, head, draw }) {
  const place = useRef(/** @type {HTMLElement?} */ (null));
  const drawn = useNearby(place, location.hash === `#${id}`);
  return html`<article class="operation" id=${id} ref=${place} aria-labelledby=${`${id}-title`} aria-busy=${String(!drawn)}>
    ${head}${drawn && draw()}
  </article>`;
}

function Operation({ operation, contract }) {
  const { id, method, path, summary } = operation;
  const head = html`<h3 id=${`${id}-title`} lang="en">${summary}</h3>
    <p class="route"><b class=${`method method-${method}`}>${method}</b> <code>${path}</code></p>`;
  const draw = () => html`<${Details} operation=${operation} contract=${contract} />`;
  return html`<${Entry} id=${id} head=${head} draw=${draw} />`;
}

function Operations({ contract, tag }) {
  return html`<section aria-labelledby=${`tag-${tag.name}`}>
    <h2 id=${`tag-${tag.name}`} lang="en">${tag.name}</h2>
    <p class="docs-lead" lang="en"><${Prose} text=${tag.description} /></p>
    ${tag.operations.map(
      (operation) => html`<${Operation} key=${operation.id} operation=${operation} contract=${contract} />`,
    )}
  </section>`;
}

function Problems() {
  return html`<section aria-labelledby="problems">
    <h2 id="problems">${t('docs.problems')}</h2>
    <p class="docs-lead"><${Prose} text=${t('docs.problemsIntro')} /></p>
    <dl class="problem-list">
      ${problemCodes().map(
        (code) => html`<div id=${`problem-${code}`} key=${code}>
          <dt><a href=${`#problem-${code}`}><code>${code}</code></a></dt>
          <dd><b>${t(`problem.${code}`)}.</b> ${t(`problem.${code}.do`)}</dd>
        </div>`,
      )}
    </dl>
  </section>`;
}

function Schema({ name, schema }) {
  const id = `schema-${name}`;
  const draw = () =>
    html`<p lang="en"><${Prose} text=${schema.description} /></p>
      ${schema.properties
        ? html`<${Fields} schema=${schema} label=${`${t('docs.schemas')}: ${name}`} />`
        : html`<p><${Type} schema=${schema} /></p>`}`;
  return html`<${Entry} id=${id} head=${html`<h3 id=${`${id}-title`}>${name}</h3>`} draw=${draw} />`;
}

function Schemas({ contract }) {
  return html`<section aria-labelledby="schemas">
    <h2 id="schemas">${t('docs.schemas')}</h2>
    ${Object.entries(contract.components?.schemas ?? {}).map(
      ([name, schema]) => html`<${Schema} key=${name} name=${name} schema=${schema} />`,
    )}
  </section>`;
}

/** What stands below the introduction, section by section; the problems alone where there is no contract. */
export const sections = (contract, tags = []) => [
  ...tags.map((tag) => html`<${Operations} key=${tag.name} contract=${contract} tag=${tag} />`),
  html`<${Problems} key="problems" />`,
  contract && html`<${Schemas} key="schemas" contract=${contract} />`,
];

export function Contents({ tags = [] }) {
  return html`<nav class="contents" aria-label=${t('docs.contents')}>
    <ul>
      ${tags.map(
        (tag) => html`<li key=${tag.name}>
          <a href=${`#tag-${tag.name}`} lang="en">${tag.name}</a>
          <ul>
            ${tag.operations.map(
              ({ id, method, summary }) => html`<li key=${id}>
                <a href=${`#${id}`} lang="en"><b class="method">${method}</b> ${summary}</a>
              </li>`,
            )}
          </ul>
        </li>`,
      )}
      <li><a href="#problems">${t('docs.problems')}</a></li>
      ${tags.length > 0 && html`<li><a href="#schemas">${t('docs.schemas')}</a></li>`}
    </ul>
  </nav>`;
}

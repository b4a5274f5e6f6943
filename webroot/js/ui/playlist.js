import { html, useEffect, useState } from '../../vendor/htm-preact.js';
import { plural, t, useStore } from '../base.js';
import { clock } from '../format.js';
import { spoken, visit } from '../route.js';
import { batch, downloads } from '../services.js';
import { plain } from '../words.js';
import { Icon } from './frame.js';
import { useRows } from './more.js';
import { problemWords, RetryButton } from './problem.js';

const MOST_ENTRIES = 50;
const PRESETS = ['best', '1080p', '720p', '480p', 'audio'];

function Entry({ entry, n, from, chosen, onChoose }) {
  const { url, title, durationSeconds } = entry;
  return html`<li class="entry-row">
    <input
      type="checkbox"
      checked=${chosen}
      aria-label=${t('zip.chooseOne', { n: n + 1, title })}
      onChange=${onChoose}
    />
    <button type="button" class="entry" onClick=${() => visit(url, from)}>
      <span class="entry-place" aria-hidden="true">${n + 1}</span>
      <span class="entry-title" dir="auto">${title}</span>
      <span class="entry-length">${durationSeconds ? clock(durationSeconds) : ''}</span>
      <${Icon} name="chevron" />
    </button>
  </li>`;
}

/** How the analyses stand: how many are ready, which failed and why. */
function Progress({ state }) {
  const { phase, items } = state;
  const ready = items.filter((item) => item.phase === 'ready').length;
  const failed = items.filter((item) => item.phase === 'failed');
  const { rows, more } = useRows(failed, '.zip-failed li');
  useEffect(() => {
    if (phase === 'partly') spoken.set(plural('zip.failed', failed.length));
  }, [phase, failed.length]);
  return html`<div class="zip-progress">
    <progress
      max=${items.length}
      value=${ready}
      aria-label=${t('zip.progress', { n: ready, all: items.length })}
    ></progress>
    <p>${t('zip.progress', { n: ready, all: items.length })}</p>
    ${failed.length > 0 &&
    html`<ul class="zip-failed">
      ${rows.map(
        ({ key, title, problem }) => html`<li key=${key}>
          <span dir="auto"><b>${title}</b> — ${problemWords(problem).title}</span>
          <${RetryButton} problem=${problem} onRetry=${() => batch.retry(key)} />
        </li>`,
      )}
    </ul>`}
    ${more}
    <p class="zip-buttons">
      ${phase === 'partly' &&
      ready > 0 &&
      html`<button type="button" class="primary" onClick=${() => batch.leaveOut()}>
        <${Icon} name="down" />${plural('zip.without', ready)}
      </button>`}
      <button type="button" class="quiet" onClick=${() => batch.cancel()}>
        <${Icon} name="close" />${t('zip.cancel')}
      </button>
    </p>
  </div>`;
}

function Choices({ entries, chosen, setChosen, title }) {
  const [preset, setPreset] = useState('720p');
  const all = chosen.size === entries.length;
  const start = () => {
    if (chosen.size === 0) return;
    const picked = entries.filter((_, n) => chosen.has(n));
    batch.start(picked, (requestIds) => {
      batch.cancel();
      downloads.start({ archive: { requestIds, preset, title: plain(title, 100) } }, `${title} · ZIP`);
    });
  };
  return html`<div class="zip-choices">
    <label class="zip-all">
      <input
        type="checkbox"
        checked=${all}
        onChange=${() => setChosen(new Set(all ? [] : entries.keys()))}
      />${t('zip.all')}
    </label>
    <label>
      ${t('zip.preset')}${' '}
      <select value=${preset} onChange=${(event) => setPreset(event.target.value)}>
        ${PRESETS.map((id) => html`<option value=${id}>${t(`zip.preset.${id}`)}</option>`)}
      </select>
    </label>
    <button
      type="button"
      class="primary"
      aria-disabled=${String(chosen.size === 0)}
      onClick=${start}
    >
      <${Icon} name="down" />${plural('zip.go', chosen.size)}
    </button>
    <p class="zip-hint">${t('zip.hint')}</p>
  </div>`;
}

/** What a playlist holds: one item to look at, or several as one archive. */
export function Playlist({ media, from }) {
  const { entries, title } = media;
  const [chosen, setChosen] = useState(() => new Set(entries.keys()));
  const { rows, more } = useRows(entries, '.entry-row');
  const state = useStore(batch.state);
  useEffect(() => () => batch.cancel(), []);
  const choose = (n) => {
    const next = new Set(chosen);
    if (!next.delete(n)) next.add(n);
    setChosen(next);
  };
  return html`<section class="entries" aria-labelledby="entries-title">
    <h3 id="entries-title">${plural('playlist.title', entries.length)}</h3>
    <p class="entries-hint">
      ${t('playlist.hint')}
      ${entries.length >= MOST_ENTRIES && ` ${t('playlist.cut', { n: MOST_ENTRIES })}`}
    </p>
    ${state.phase === 'idle'
      ? html`<${Choices}
          entries=${entries}
          chosen=${chosen}
          setChosen=${setChosen}
          title=${title}
        />`
      : html`<${Progress} state=${state} />`}
    <ol>
      ${rows.map(
        (entry, n) => html`<${Entry}
          key=${n}
          ...${{ entry, n, from }}
          chosen=${chosen.has(n)}
          onChoose=${() => choose(n)}
        />`,
      )}
    </ol>
    ${more}
  </section>`;
}

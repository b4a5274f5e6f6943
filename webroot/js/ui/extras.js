import { html } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { clipOf, lengthOf } from '../clip.js';
import { span } from '../format.js';
import { downloads } from '../services.js';
import { Icon } from './frame.js';
import { TimeLine } from './timeline.js';

const EXTS = ['vtt', 'srt'];
const MOST_EMBEDDED = 8;

export const NO_EXTRAS = { start: '', end: '', embed: [] };

/** What goes into a request beside the choice; null while something typed is no time. */
export function extrasOf(extras, media) {
  const { clip, wrong } = clipOf(extras, media.durationSeconds);
  if (wrong) return null;
  return { ...(clip ? { clip } : {}), ...(extras.embed.length ? { embed: extras.embed } : {}) };
}

function Time({ name, extras, set, wrong }) {
  return html`<label>
    ${t(`clip.${name}`)}
    <input
      type="text"
      inputmode="decimal"
      name=${`clip-${name}`}
      class="clip-time"
      autocomplete="off"
      placeholder=${t(`clip.${name}.none`)}
      value=${extras[name]}
      aria-invalid=${String(wrong === name)}
      aria-describedby="clip-words"
      onInput=${(event) => set({ ...extras, [name]: event.target.value })}
    />
  </label>`;
}

function Clip({ media, requestId, extras, set }) {
  const { clip, wrong, why } = clipOf(extras, media.durationSeconds);
  const length = clip && lengthOf(clip, media.durationSeconds);
  const words = wrong ? t(why) : length ? t('clip.length', { time: span(length) }) : t('clip.hint');
  return html`<fieldset class="clip">
    <legend class=${media.subtitles.length > 0 ? '' : 'hidden'}>${t('clip.title')}</legend>
    ${media.durationSeconds && html`<${TimeLine} ...${{ media, requestId, extras, set }} />`}
    <${Time} name="start" ...${{ extras, set, wrong }} />
    <${Time} name="end" ...${{ extras, set, wrong }} />
    <p id="clip-words" class=${wrong ? 'extras-bad' : 'extras-hint'} role="status">${words}</p>
  </fieldset>`;
}

function Subtitle({ language, automatic, media, requestId, extras, set }) {
  const embedded = extras.embed.includes(language);
  const full = !embedded && extras.embed.length >= MOST_EMBEDDED;
  const toggle = () =>
    set({
      ...extras,
      embed: embedded
        ? extras.embed.filter((each) => each !== language)
        : [...extras.embed, language],
    });
  return html`<li class="subtitle">
    <span class="subtitle-name">${language}${automatic && ` · ${t('subs.automatic')}`}</span>
    ${EXTS.map(
      (ext) => html`<button
        type="button"
        class="quiet"
        aria-label=${t('subs.download', { language, ext: ext.toUpperCase() })}
        onClick=${() =>
          downloads.start(
            { requestId, subtitle: { language, ext } },
            `${media.title} · ${language} ${ext.toUpperCase()}`,
          )}
      >
        <${Icon} name="down" />${ext.toUpperCase()}
      </button>`,
    )}
    <label>
      <input type="checkbox" checked=${embedded} disabled=${full} onChange=${toggle} />
      ${t('subs.embed')}<span class="hidden"> ${language}</span>
    </label>
  </li>`;
}

function Subtitles({ media, requestId, extras, set }) {
  // Sites offer one language in several forms, and a machine's beside a person's.
  const best = new Map();
  for (const each of media.subtitles) {
    const known = best.get(each.language);
    if (!known || (known.automatic && !each.automatic)) best.set(each.language, each);
  }
  return html`<section class="subtitles" aria-labelledby="subs-title">
    <h4 id="subs-title">${t('subs.title')}</h4>
    <ul>
      ${[...best.values()].map(
        ({ language, automatic }) => html`<${Subtitle}
          key=${language}
          ...${{ language, automatic, media, requestId, extras, set }}
        />`,
      )}
    </ul>
  </section>`;
}

/** What can be had beside the whole video: a part of it, and its subtitles. */
export function Extras({ media, requestId, extras, set }) {
  return html`<details class="extras" open=${extras !== NO_EXTRAS}>
    <summary>${t(media.subtitles.length > 0 ? 'extras.both' : 'extras.clip')}</summary>
    <${Clip} ...${{ media, requestId, extras, set }} />
    ${media.subtitles.length > 0 &&
    html`<${Subtitles} ...${{ media, requestId, extras, set }} />`}
  </details>`;
}

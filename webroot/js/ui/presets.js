import { html } from '../../vendor/htm-preact.js';
import { t, useStore } from '../base.js';
import { arrange, bitrateOf, keepsSound, laneWords, qualityName } from '../choices.js';
import { codec, size } from '../format.js';
import { downloads } from '../services.js';
import { Icon } from './frame.js';
import { usePlanned } from './planned.js';

const LANE_ICONS = { direct: 'pipe', mux: 'mux', convert: 'mux', pipe: 'pipe' };

/** What a preset is called, and what the trade calls its quality. */
export function names(preset, formats) {
  if (preset.lane === 'convert') {
    const bitrate = bitrateOf(preset);
    return { name: preset.ext.toUpperCase(), badge: bitrate && t('presets.bitrate', { n: bitrate }) };
  }
  if (preset.kind === 'audio') {
    const format = formats.find((each) => preset.formats.includes(each.id));
    const name = format?.audioCodec && codec(format.audioCodec);
    return { name: name ?? t('presets.audio.name'), badge: null };
  }
  if (!preset.height) return { name: t('presets.video.noHeight'), badge: null };
  const quality = qualityName(preset.height);
  return { name: `${preset.height}p`, badge: quality && t(`quality.${quality}`) };
}

/** One choice: a click downloads it. */
function Preset({ preset, formats, requestId, title, more, lead }) {
  const { name, badge } = names(preset, formats);
  const starting = useStore(downloads.list).some(
    (item) =>
      item.phase === 'starting' &&
      item.request.requestId === requestId &&
      item.request.preset === preset.id,
  );
  const words =
    preset.lane === 'convert' && keepsSound(preset, formats) ? 'lane.convert.kept' : laneWords(preset);
  const held = starting || !more;
  const start = () =>
    held || downloads.start({ requestId, preset: preset.id, ...more }, `${title} · ${name}`);
  return html`<button
    type="button"
    class=${`preset ${lead ? `preset-lead preset-${lead}` : ''}`}
    data-preset=${preset.id}
    aria-disabled=${String(held)}
    onClick=${start}
  >
    <span class="hidden">${t('presets.download')}: </span>
    ${lead && html`<span class="preset-flag">${t(`presets.${lead}`)}</span>`}
    <span class="preset-head">
      <span class="preset-name">${name}</span>
      ${badge && html`<span class="badge">${badge}</span>`}
      ${preset.lane !== 'convert' && html`<span class="preset-ext">${preset.ext.toUpperCase()}</span>`}
    </span>
    <span class="preset-size">${size(preset.size)}</span>
    ${preset.size.reason &&
    html`<span class="preset-why">${t(`size.why.${preset.size.reason}`)}</span>`}
    <span class="preset-notes">
      ${preset.compatible &&
      lead !== 'recommended' &&
      html`<span class="preset-note"><${Icon} name="check" />${t('presets.compatible')}</span>`}
      <span class="preset-note">
        <${Icon} name=${preset.resumable ? 'pause' : LANE_ICONS[preset.lane]} />${t(words)}
      </span>
    </span>
    <span class="preset-go">
      ${starting ? html`<span class="spinner"></span>` : html`<${Icon} name="down" />`}
      ${lead && html`<span>${t(starting ? 'presets.starting' : 'presets.download')}</span>`}
    </span>
  </button>`;
}

/** What people want most of the time, one click each. */
export function Presets({ presets, media, requestId, more }) {
  const { recommended, best, others, audio, converted } = arrange(presets);
  const inOrder = [recommended, best, ...others, ...audio, ...converted].filter(Boolean);
  const planned = usePlanned(inOrder, requestId, more);
  const common = { formats: media.formats, requestId, title: media.title, more };
  const cards = (list) =>
    list.map(
      (preset) =>
        html`<li key=${preset.id}><${Preset} preset=${planned(preset)} ...${common} /></li>`,
    );
  return html`<div class="presets">
    ${(recommended || best) &&
    html`<section aria-labelledby="presets-video">
      <h3 id="presets-video"><${Icon} name="film" />${t('presets.video')}</h3>
      <div class="preset-leads">
        ${recommended &&
        html`<${Preset} key="recommended" preset=${planned(recommended)} lead="recommended" ...${common} />`}
        ${best && html`<${Preset} key="best" preset=${planned(best)} lead="best" ...${common} />`}
      </div>
      ${others.length > 0 && html`<ul class="preset-grid">${cards(others)}</ul>`}
    </section>`}
    ${audio.length + converted.length > 0 &&
    html`<section aria-labelledby="presets-audio">
      <h3 id="presets-audio"><${Icon} name="sound" />${t('presets.audio')}</h3>
      ${audio.length > 0 && html`<ul class="preset-grid">${cards(audio)}</ul>`}
      ${converted.length > 0 &&
      html`<details class="preset-more" open=${audio.length === 0}>
        <summary>${t('presets.converted')}</summary>
        <ul class="preset-grid">${cards(converted)}</ul>
      </details>`}
    </section>`}
  </div>`;
}

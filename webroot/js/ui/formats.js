import { html, useMemo, useState } from '../../vendor/htm-preact.js';
import { plural, t } from '../base.js';
import { hasVideo, lines, pick, sizeOf } from '../choices.js';
import { bitrate, codec, size } from '../format.js';
import { downloads } from '../services.js';
import { Icon } from './frame.js';
import { useRows } from './more.js';

/** 1080p60, or what it is when it has no picture. */
function qualityOf(format) {
  if (!hasVideo(format)) return t('formats.audioOnly');
  const known = lines(format);
  if (!known) return t('formats.unknown');
  return `${known}p${format.fps > 31 ? Math.round(format.fps) : ''}`;
}

const track = (own, other) =>
  own ? codec(own) : t(other ? 'formats.none' : 'formats.unknown');

const COLUMNS = [
  {
    id: 'quality',
    show: (f) => html`${qualityOf(f)}${f.width && f.height && html`<small>${f.width}×${f.height}</small>`}`,
    sort: (f) => lines(f) * 1000 + (f.fps ?? 0),
  },
  {
    id: 'size',
    show: (f) => (f.size.kind === 'unknown' ? t('formats.unknown') : size(f.size)),
    sort: (f) => f.size.bytes ?? 0,
    figure: true,
  },
  { id: 'ext', show: (f) => f.ext, sort: (f) => f.ext },
  { id: 'video', show: (f) => track(f.videoCodec, f.audioCodec), sort: (f) => f.videoCodec ?? '' },
  { id: 'audio', show: (f) => track(f.audioCodec, f.videoCodec), sort: (f) => f.audioCodec ?? '' },
  {
    id: 'bitrate',
    show: (f) => (f.bitrate ? bitrate(f.bitrate) : ''),
    sort: (f) => f.bitrate ?? 0,
    figure: true,
  },
  {
    id: 'id',
    show: (f) => [f.id, f.note, f.language].filter(Boolean).join(' · '),
    sort: (f) => f.id,
  },
];

const texts = new Intl.Collator('en', { numeric: true });

function sorted(formats, { by, down }) {
  if (!by) return formats;
  const { sort } = COLUMNS[COLUMNS.findIndex((column) => column.id === by)];
  const keyed = formats.map((format) => ({ format, key: sort(format) }));
  const compare = ({ key: a }, { key: b }) =>
    typeof a === 'number' ? a - b : texts.compare(String(a), String(b));
  const ascending = keyed.sort(compare).map(({ format }) => format);
  return down ? ascending.reverse() : ascending;
}

function Heading({ column, order, setOrder }) {
  const mine = order.by === column.id;
  const direction = order.down ? 'descending' : 'ascending';
  return html`<th
    scope="col"
    class=${`col-${column.id} ${column.figure ? 'figure' : ''}`}
    aria-sort=${mine ? direction : undefined}
  >
    <button
      type="button"
      onClick=${() => setOrder({ by: column.id, down: mine ? !order.down : column.figure ?? false })}
    >
      ${t(`formats.col.${column.id}`)}
      <span class="sort-mark" aria-hidden="true">${mine ? (order.down ? '▾' : '▴') : ''}</span>
    </button>
  </th>`;
}

function Row({ format, picked, onPick }) {
  const name = `${qualityOf(format)} ${format.ext}`;
  return html`<tr class=${picked ? 'picked' : ''} onClick=${onPick}>
    <td class="col-pick">
      <input
        type="checkbox"
        checked=${picked}
        aria-label=${t('formats.pickOne', { id: format.id, name })}
        onClick=${(event) => event.stopPropagation()}
        onChange=${onPick}
      />
    </td>
    ${COLUMNS.map(
      (column) => html`<td class=${`col-${column.id} ${column.figure ? 'figure' : ''}`}>
        ${column.show(format)}
      </td>`,
    )}
  </tr>`;
}

function Table({ media, requestId, more }) {
  const [order, setOrder] = useState({ by: null, down: false });
  const [picked, setPicked] = useState(/** @type {any[]} */ ([]));
  const inOrder = useMemo(() => sorted(media.formats, order), [media, order]);
  const { rows, more: moreRows } = useRows(inOrder, '.formats tbody tr');
  const ids = picked.map((format) => format.id);
  const start = () =>
    picked.length > 0 &&
    more &&
    downloads.start(
      { requestId, format: ids.join('+'), ...more },
      `${media.title} · ${picked.map(qualityOf).join(' + ')}`,
    );
  return html`<p class="formats-hint">${t('formats.hint')}</p>
    <div class="formats-scroll" role="region" tabindex="0" aria-label=${t('formats.caption')}>
      <table>
        <caption class="hidden">${t('formats.caption')}</caption>
        <thead>
          <tr>
            <th scope="col" class="col-pick"><span class="hidden">${t('formats.pick')}</span></th>
            ${COLUMNS.map(
              (column) =>
                html`<${Heading} column=${column} order=${order} setOrder=${setOrder} />`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (format) => html`<${Row}
              key=${format.id}
              format=${format}
              picked=${ids.includes(format.id)}
              onPick=${() => setPicked(pick(picked, format))}
            />`,
          )}
        </tbody>
      </table>
    </div>
    ${moreRows}
    <div class="formats-foot">
      <p aria-live="polite">
        ${picked.length === 0
          ? t('formats.pickedNothing')
          : html`${t('formats.picked', { ids: ids.join(' + ') })} · <b>${size(sizeOf(picked))}</b>`}
      </p>
      <button type="button" class="primary" aria-disabled=${String(ids.length === 0 || !more)} onClick=${start}>
        <${Icon} name="down" />${t('formats.download')}
      </button>
    </div>`;
}

/** Everything that the site offers, for those who know what they want. */
export function Formats({ media, requestId, more }) {
  const [open, setOpen] = useState(false);
  return html`<section class="formats">
    <h3>
      <button
        type="button"
        class="disclosure"
        aria-expanded=${String(open)}
        aria-controls="formats-all"
        onClick=${() => setOpen(!open)}
      >
        <${Icon} name="chevron" />${plural('formats.toggle', media.formats.length)}
      </button>
    </h3>
    <div id="formats-all" hidden=${!open}>
      ${open && html`<${Table} ...${{ media, requestId, more }} />`}
    </div>
  </section>`;
}

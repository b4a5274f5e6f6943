import { html } from '../../vendor/htm-preact.js';
import { t, useStore } from '../base.js';
import { bytes, moment, percent } from '../format.js';
import { operators } from '../operators.js';
import { Ask } from './form.js';
import { plain } from '../words.js';
import { Table } from './table.js';

function Stream({ stream, board }) {
  const { person, download } = stream;
  const { streamId, lane, position, total, startedAt } = download;
  const title = plain(download.title);
  const stop = async () => {
    try {
      await operators.stopStream(streamId);
    } catch (problem) {
      // It has ended by itself.
      if (problem.code !== 'not-found') throw problem;
    }
    board.streamIsGone(streamId);
  };
  return html`<tr data-stream=${streamId}>
    <th scope="row"><span class="title" dir="auto" title=${title}>${title}</span></th>
    <td data-of=${t('op.who')}><code>${person}</code></td>
    <td data-of=${t('op.sent')}>
      ${total ? t('dl.of', { sent: bytes(position), total: bytes(total) }) : bytes(position)}
      ${total && html` <small>${percent(Math.min(1, position / total))}</small>`}
    </td>
    <td data-of=${t('op.how')}>${t(`lane.${lane}`)}</td>
    <td data-of=${t('op.since')}><time datetime=${startedAt}>${moment(startedAt)}</time></td>
    <td class="acts">
      <${Ask}
        words=${t('dl.stop')}
        label=${t('dl.stopOne', { name: title })}
        question=${t('op.stopSure')}
        yes=${t('dl.stop')}
        act=${stop}
      />
    </td>
  </tr>`;
}

/** The downloads that run on all servers. */
export function Streams({ board }) {
  const { streams } = useStore(board.state);
  const columns = [t('op.what'), t('op.who'), t('op.sent'), t('op.how'), t('op.since')];
  return html`<div class="part-head"><h2 id="streams">${t('op.streams')}</h2></div>
    ${streams.length === 0
      ? html`<p class="none">${t('op.noStreams')}</p>`
      : html`<${Table} label=${t('op.streams')} columns=${columns} acts=${true}>
          ${streams.map(
            (stream) => html`<${Stream} key=${stream.download.streamId} stream=${stream} board=${board} />`,
          )}
        <//>`}`;
}

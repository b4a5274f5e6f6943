import { html, useState } from '../../vendor/htm-preact.js';
import { number, plural, t, useStore } from '../base.js';
import { moment } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { Ask, useSending } from './form.js';
import { Icon } from './frame.js';
import { Limits } from './limits.js';
import { Notice } from './page.js';
import { problemWords } from './problem.js';
import { Choice, End, Table } from './table.js';

const STATES = ['waiting', 'delayed', 'active', 'dead'];
const PAGE = 20;

/** Pauses or goes on; each is the other's undo. */
function Switch({ queue, board }) {
  const sending = useSending();
  const { paused } = queue;
  const turn = async () => board.queueIs(await (paused ? operators.resume() : operators.pause()));
  return html`<button
      type="button"
      class=${paused ? 'primary' : 'quiet'}
      aria-disabled=${String(sending.busy)}
      onClick=${() => sending.send(turn)}
    >
      <${Icon} name=${paused ? 'again' : 'pause'} />${t(paused ? 'op.resume' : 'op.pause')}
    </button>
    <${Notice} problem=${sending.problem} />`;
}

function Log({ id }) {
  const [lines, setLines] = useState(/** @type {string[]?} */ (null));
  const sending = useSending();
  const look = async () => setLines((await operators.job(id)).log);
  if (lines) {
    return html`<pre class="job-log" tabindex="0" dir="ltr">${lines.join('\n') || t('op.noLog')}</pre>`;
  }
  return html`<button type="button" class="quiet" aria-label=${t('op.logOf', { id })} onClick=${() => sending.send(look)}>
      ${t('op.log')}
    </button>
    <${Notice} problem=${sending.problem} />`;
}

function Job({ job, list }) {
  const { id, state, url, person, site, attempt, addedAt, problem } = job;
  const sending = useSending();
  const settled = (act) => async () => {
    await act();
    list.replace((each) => each.id === id);
  };
  return html`<tr data-job=${id}>
    <th scope="row"><span class="job-url" dir="ltr" title=${url}>${url}</span></th>
    <td data-of=${t('op.who')}><code>${person}</code></td>
    <td data-of=${t('op.site')}>${site}</td>
    <td data-of=${t('op.added')}>
      <time datetime=${addedAt}>${moment(addedAt)}</time>
      ${attempt > 1 && html` <small>${t('op.attempt', { n: attempt })}</small>`}
    </td>
    <td data-of=${t('op.trouble')}>${problem ? problemWords(problem).title : '–'}</td>
    <td class="acts">
      <${Log} id=${id} />
      ${state === 'dead'
        ? html`<button type="button" class="quiet" onClick=${() => sending.send(settled(() => operators.retryDead([id])))}>
              ${t('problem.retry')}
            </button>
            <${Ask}
              words=${t('op.drop')}
              question=${t('op.dropSure')}
              yes=${t('op.drop')}
              act=${settled(() => operators.dropDead([id]))}
            />`
        : html`<${Ask}
            words=${t('op.cancel')}
            question=${t('op.cancelSure')}
            yes=${t('op.cancel')}
            act=${settled(() => operators.endJob(id))}
          />`}
      <${Notice} problem=${sending.problem} />
    </td>
  </tr>`;
}

/** What can be done with all that are shown. */
function ForAll({ state, list, queue }) {
  const sending = useSending();
  const ids = list.rows?.map(({ id }) => id) ?? [];
  const whole = (act) => async () => {
    await act();
    await list.again();
  };
  if (state === 'dead') {
    if (ids.length === 0) return null;
    return html`<button type="button" class="quiet" onClick=${() => sending.send(whole(() => operators.retryDead(ids)))}>
        ${plural('op.retryAll', ids.length)}
      </button>
      <${Ask}
        words=${plural('op.dropAll', ids.length)}
        question=${t('op.dropSure')}
        yes=${plural('op.dropAll', ids.length)}
        act=${whole(() => operators.dropDead(ids))}
      />
      <${Notice} problem=${sending.problem} />`;
  }
  if (state === 'active' || queue.waiting + queue.delayed === 0) return null;
  return html`<${Ask}
    words=${t('op.drain')}
    question=${t('op.drainSure')}
    yes=${t('op.drain')}
    act=${whole(operators.drain)}
  />`;
}

/** The queue of analyses: how full it is, its jobs, its limits. */
export function Queue({ board }) {
  const { queue, jobs } = useStore(board.state);
  const [state, setState] = useState(STATES[0]);
  const list = usePages(
    async (from) => {
      const { jobs: rows } = await operators.jobs(state, from);
      return { rows, next: rows.length === PAGE ? rows.at(-1)?.id : undefined };
    },
    [state, jobs],
  );
  if (!queue) return html`<div class="bone chart-bone"></div>`;
  const options = STATES.map((value) => ({
    value,
    words: html`${t(`op.jobs.${value}`)} <b class="count-of">${number(queue[value])}</b>`,
  }));
  const columns = [t('op.page'), t('op.who'), t('op.site'), t('op.added'), t('op.trouble')];
  return html`<div class="part-head">
      <h2 id="queue">${t('op.queue')}</h2>
      <p class="part-acts"><${Switch} queue=${queue} board=${board} /></p>
    </div>
    ${queue.paused && html`<p class="paused"><${Icon} name="pause" />${t('op.paused')}</p>`}
    <div class="part-head">
      <${Choice} label=${t('op.state')} options=${options} chosen=${state} choose=${setState} />
      <p class="part-acts"><${ForAll} state=${state} list=${list} queue=${queue} /></p>
    </div>
    ${list.rows?.length !== 0 &&
    html`<${Table} label=${t('op.queue')} columns=${columns} acts=${true} busy=${!list.rows}>
      ${list.rows?.map((job) => html`<${Job} key=${job.id} job=${job} list=${list} />`)}
    <//>`}
    <${End} list=${list} empty=${t(`op.none.${state}`)} />
    <${Limits} queue=${queue} board=${board} />`;
}

import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { me, t, useStore } from '../base.js';
import { createBoard } from '../board.js';
import { follow } from '../feed.js';
import { drawAllWhenAsked, useNearby } from '../nearby.js';
import { operators } from '../operators.js';
import { askForAll } from '../route.js';
import { Health, Tiles, Verdict } from './health.js';
import { Hooks } from './hooks.js';
import { Invites } from './invites.js';
import { Members } from './members.js';
import { Queue } from './queue.js';
import { Schedules } from './schedules.js';
import { Sites } from './sites.js';
import { Streams } from './streams.js';
import { Refusals, Trail } from './trail.js';
import { YtDlp } from './ytdlp.js';

export const board = createBoard({ operators, follow });
drawAllWhenAsked({ tab: true });

// So many there are: what is below them stays where it is when they come.
const CHARTS = 8;

async function loadCharts() {
  const styled = askForAll('chart-files');
  const { Charts } = await import('./charts.js');
  await styled;
  return Charts;
}

/** The charts, whose library is the largest file of the page. */
function LaterCharts() {
  const [Charts, setCharts] = useState(/** @type {Function?} */ (null));
  useEffect(() => {
    board.look(board.state.value.minutes);
    // What is not given now is asked for again with the next visit; all else works without.
    loadCharts().then((loaded) => setCharts(() => loaded), () => {});
  }, []);
  if (Charts) return html`<${Charts} board=${board} />`;
  return html`<div class="part-head"><h2 id="charts">${t('op.charts')}</h2></div>
    <div class="charts" aria-busy="true">
      ${Array.from({ length: CHARTS }, (_, n) => html`<div key=${n} class="bone chart-bone"></div>`)}
    </div>`;
}

/**
 * The parts of the page. What is seen `first` is drawn at once, the others when they come near;
 * `accounts` are those that a private server has no use for.
 */
const PARTS = [
  { id: 'streams', Content: Streams, first: true },
  { id: 'queue', Content: Queue, first: true },
  { id: 'schedules', Content: Schedules },
  { id: 'sites', Content: Sites },
  { id: 'charts', Content: LaterCharts },
  { id: 'ytdlp', Content: YtDlp },
  { id: 'members', Content: Members, accounts: true },
  { id: 'invites', Content: Invites, accounts: true },
  { id: 'refusals', Content: Refusals },
  { id: 'hooks', Content: Hooks },
  { id: 'trail', Content: Trail, accounts: true },
];

function Part({ id, Content, first = false }) {
  const place = useRef(/** @type {HTMLElement?} */ (null));
  const near = useNearby(place, first);
  return html`<section class="sheet part" aria-labelledby=${id} ref=${place}>
    ${near
      ? html`<${Content} board=${board} />`
      : html`<div class="part-head"><h2 id=${id}>${t(`op.${id}`)}</h2></div>
          <div class="bone part-bone" aria-busy="true"></div>`}
  </section>`;
}

/** How it is now, and below that all else. */
export function Parts() {
  const { health, figures, queue, streams } = useStore(board.state);
  const accounts = useStore(me)?.mode !== 'single';
  const parts = PARTS.filter((part) => accounts || !part.accounts);
  return html`<section class="sheet part" aria-label=${t('op.title')}>
      <${Verdict} health=${health} figures=${figures} />
      <${Tiles} figures=${figures} queue=${queue} streams=${streams} />
      <${Health} health=${health} />
    </section>
    <nav class="jumps" aria-label=${t('op.jumps')}>
      ${parts.map(({ id }) => html`<a key=${id} href=${`#${id}`}>${t(`op.${id}`)}</a>`)}
    </nav>
    <div class="parts">${parts.map((part) => html`<${Part} key=${part.id} ...${part} />`)}</div>`;
}

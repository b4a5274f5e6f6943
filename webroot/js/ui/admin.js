import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { me, t, useStore } from '../base.js';
import { useNearby } from '../nearby.js';
import { askForAll } from '../route.js';
import { Connection } from './frame.js';
import { Parts, Tiles, Verdict } from './health.js';
import { Hooks } from './hooks.js';
import { Invites } from './invites.js';
import { Members } from './members.js';
import { Page } from './page.js';
import { ProblemSheet } from './problem.js';
import { Queue } from './queue.js';
import { Sites } from './sites.js';
import { Streams } from './streams.js';
import { Refusals, Trail } from './trail.js';
import { YtDlp } from './ytdlp.js';

// So many there are: what is below them stays where it is when they come.
const CHARTS = 8;

async function loadCharts() {
  const styled = askForAll('chart-files');
  const { Charts } = await import('./charts.js');
  await styled;
  return Charts;
}

/** The charts, whose library is the largest file of the page: asked for when they come near. */
function LaterCharts({ board }) {
  const place = useRef(/** @type {HTMLElement?} */ (null));
  const near = useNearby(place);
  const [Charts, setCharts] = useState(/** @type {Function?} */ (null));
  useEffect(() => {
    // What is not given now is asked for again with the next visit; all else works without.
    if (near) loadCharts().then((loaded) => setCharts(() => loaded), () => {});
  }, [near]);
  if (Charts) return html`<${Charts} board=${board} />`;
  return html`<div ref=${place} class="part-head"><h2 id="charts">${t('op.charts')}</h2></div>
    <div class="charts" aria-busy="true">
      ${Array.from({ length: CHARTS }, (_, n) => html`<div key=${n} class="bone chart-bone"></div>`)}
    </div>`;
}

/** The parts of the page; `accounts` are those that a private server has no use for. */
const PARTS = [
  { id: 'charts', Content: LaterCharts },
  { id: 'streams', Content: Streams },
  { id: 'queue', Content: Queue },
  { id: 'sites', Content: Sites },
  { id: 'ytdlp', Content: YtDlp },
  { id: 'members', Content: Members, accounts: true },
  { id: 'invites', Content: Invites, accounts: true },
  { id: 'refusals', Content: Refusals },
  { id: 'hooks', Content: Hooks },
  { id: 'trail', Content: Trail, accounts: true },
];

function Bones() {
  return html`<div class="sheet part bone-sheet" role="status" aria-busy="true" aria-label=${t('op.loading')}>
    ${[1, 2, 3].map((n) => html`<div key=${n} class="bone bone-row"></div>`)}
  </div>`;
}

function Ready({ board }) {
  const { health, figures, queue, streams } = useStore(board.state);
  const accounts = useStore(me)?.mode !== 'single';
  const parts = PARTS.filter((part) => accounts || !part.accounts);
  return html`<section class="sheet part" aria-label=${t('op.title')}>
      <${Verdict} health=${health} figures=${figures} />
      <${Tiles} figures=${figures} queue=${queue} streams=${streams} />
      <${Parts} health=${health} />
    </section>
    <nav class="jumps" aria-label=${t('op.jumps')}>
      ${parts.map(({ id }) => html`<a key=${id} href=${`#${id}`}>${t(`op.${id}`)}</a>`)}
    </nav>
    <div class="parts">
      ${parts.map(
        ({ id, Content }) => html`<section key=${id} class="sheet part" aria-labelledby=${id}>
          <${Content} board=${board} />
        </section>`,
      )}
    </div>`;
}

/** `/admin`: one page that answers whether it is well, and where one mends what is not. */
export function Admin({ board }) {
  const { phase, lost, problem } = useStore(board.state);
  const content = {
    loading: () => html`<${Bones} />`,
    failed: () => html`<${ProblemSheet} problem=${problem} onRetry=${board.start} login="/account#to=admin" />`,
    ready: () => html`<${Ready} board=${board} />`,
  };
  return html`<${Page} title=${t('nav.admin')} phase=${phase}>
    <h1 class="hidden">${t('nav.admin')}</h1>
    <${Connection} lost=${lost} words="op.lost" />
    ${content[phase]()}
  <//>`;
}

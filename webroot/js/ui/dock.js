import { html, useEffect, useRef, useState } from '../../vendor/htm-preact.js';
import { t, useStore } from '../base.js';
import { hour, percent } from '../format.js';
import { downloads } from '../services.js';
import { shareOf } from './bar.js';
import { Download } from './download.js';
import { Icon } from './frame.js';

// What is behind the dock must stay reachable: the page gets that much room below.
function useRoomBelow(dock) {
  useEffect(() => {
    const root = document.documentElement;
    const observer = new ResizeObserver(([entry]) => {
      root.style.setProperty('--dock', `${Math.ceil(entry.borderBoxSize[0].blockSize) + 24}px`);
    });
    observer.observe(dock.current);
    return () => {
      observer.disconnect();
      root.style.removeProperty('--dock');
    };
  }, []);
}

function useTitle(list) {
  const running = list.find((item) => item.phase === 'running');
  const share = running && shareOf(running);
  const lead = running && share !== null ? `${percent(share)} · ` : '';
  useEffect(() => {
    document.title = `${lead}${t('app.title')}`;
    return () => {
      document.title = t('app.title');
    };
  });
}

function Usage() {
  const usage = useStore(downloads.usage);
  if (!usage?.dayLimit) return null;
  const { day, dayLimit, dayResetsAt } = usage;
  return html`<span class="dock-usage">
    ${t('dl.usage', { n: day, limit: dayLimit, time: hour(dayResetsAt) })}
  </span>`;
}

function Panel({ list }) {
  const [open, setOpen] = useState(true);
  const dock = useRef(null);
  useRoomBelow(dock);
  useTitle(list);
  const shown = open ? list : list.slice(0, 1);
  return html`<section class="dock" ref=${dock} aria-label=${t('dl.title')}>
    <div class="dock-head">
      <h2>${t('dl.title')} <span class="badge">${list.length}</span></h2>
      <${Usage} />
      ${list.length > 1 &&
      html`<button
        type="button"
        class="quiet disclosure"
        aria-expanded=${String(open)}
        onClick=${() => setOpen(!open)}
      >
        <${Icon} name="chevron" />${t(open ? 'dl.hide' : 'dl.show')}
      </button>`}
    </div>
    <ul class="dock-list">
      ${shown.map((item) => html`<${Download} key=${item.key} item=${item} />`)}
    </ul>
  </section>`;
}

/** The downloads of this page, always in sight while there are any. */
export function Dock() {
  const list = useStore(downloads.list);
  return list.length > 0 && html`<${Panel} list=${list} />`;
}

import { html } from '../../vendor/htm-preact.js';
import { has, number, t } from '../base.js';
import { bytes, percent, span } from '../format.js';
import { Icon } from './frame.js';

const ICONS = { up: 'check', degraded: 'alert', down: 'close' };
const ORDER = { down: 0, degraded: 1, up: 2 };

const partName = (name) => (has(`op.part.${name}`) ? t(`op.part.${name}`) : name);

/** The answer to "is it well?". */
export function Verdict({ health, figures }) {
  const { status, version } = health;
  return html`<div class=${`verdict verdict-${status}`} role="status">
    <span class="verdict-icon"><${Icon} name=${ICONS[status]} /></span>
    <div>
      <p class="verdict-words">${t(`op.is.${status}`)}</p>
      <p class="verdict-facts">
        ${version && html`<span>${version}</span>`}
        <span>${t('op.uptime', { time: span(figures.uptimeSeconds) })}</span>
      </p>
    </div>
  </div>`;
}

/** Each part; those that need care come first. */
export function Health({ health }) {
  const parts = [...(health.parts ?? [])].sort((a, b) => ORDER[a.status] - ORDER[b.status]);
  return html`<ul class="health">
    ${parts.map(
      ({ name, status, sentence }) => html`<li key=${name} class=${`health-part health-${status}`} data-part=${name}>
        <p class="health-name">
          <${Icon} name=${ICONS[status]} />${partName(name)}
          <span class="hidden">${t(`op.state.${status}`)}</span>
        </p>
        <p class="health-words" lang="en" dir="auto">${sentence}</p>
      </li>`,
    )}
  </ul>`;
}

function Tile({ name, value, beside }) {
  return html`<div class="tile" data-tile=${name}>
    <dt>${t(`op.tile.${name}`)}</dt>
    <dd>${value}${beside && html` <small>${beside}</small>`}</dd>
  </div>`;
}

/** The figures of now. */
export function Tiles({ figures, queue, streams }) {
  const { memory, cpu, eventLoopLagMillis, http } = figures;
  const { waiting, active } = queue ?? figures.queue ?? { waiting: 0, active: 0 };
  return html`<dl class="tiles">
    <${Tile} name="streams" value=${number(streams.length)} />
    <${Tile} name="bytes" value=${bytes(figures.streams.bytes)} beside=${t('op.sinceStart')} />
    <${Tile} name="queue" value=${number(active)} beside=${t('op.andWaiting', { n: number(waiting) })} />
    <${Tile}
      name="lag"
      value=${t('op.millis', { n: number(eventLoopLagMillis, { maximumFractionDigits: 1 }) })}
    />
    <${Tile}
      name="memory"
      value=${bytes(memory.heapUsed + memory.nonHeapUsed)}
      beside=${t('op.ofHeap', { max: bytes(memory.heapMax) })}
    />
    <${Tile} name="cpu" value=${percent(Math.max(0, cpu.process))} beside=${t('op.ofCores', { n: cpu.cores })} />
    <${Tile} name="requests" value=${number(http.requests)} beside=${t('op.andFailed', { n: number(http.failed) })} />
  </dl>`;
}

import { html, useEffect, useRef } from '../../vendor/htm-preact.js';
import uPlot from '../../vendor/uplot.js';
import { createStore, language, number, t, useStore } from '../base.js';
import { SPANS } from '../board.js';
import { linesOf } from '../chart.js';
import { bytes, percent } from '../format.js';
import { Notice } from './page.js';
import { Choice } from './table.js';

const HEIGHT = 150;
const millis = (n) => t('op.millis', { n: number(n, { maximumFractionDigits: n < 10 ? 1 : 0 }) });
const whole = (n) => number(n, { maximumFractionDigits: 1 });

/** The charts: which lines they show, and how their values are written. */
const CHARTS = [
  { name: 'streams', lines: ['streams'], show: whole },
  { name: 'rate', lines: ['bytes'], show: (n) => t('dl.speed', { speed: bytes(n) }), perSecond: true },
  { name: 'queue', lines: ['waiting', 'active'], show: whole },
  { name: 'wait', lines: ['queueMillis'], show: millis },
  { name: 'lag', lines: ['lagMillis'], show: millis },
  { name: 'memory', lines: ['memoryBytes'], show: bytes },
  { name: 'cpu', lines: ['cpu'], show: percent },
  { name: 'troubles', lines: ['failed', 'truncated'], show: whole },
];

// Colours are of the style sheet, and change with the theme.
const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = createStore(0);
const themeChanged = () => theme.set(theme.value + 1);
dark.addEventListener('change', themeChanged);
new MutationObserver(themeChanged).observe(document.documentElement, {
  attributes: true,
  attributeFilter: ['data-theme'],
});

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What a chart shows in words: the last value that was measured, and the greatest. */
export function summary(line, show) {
  const known = line.filter((value) => value !== null);
  if (known.length === 0) return t('op.chart.nothing');
  const most = known.reduce((a, b) => Math.max(a, b));
  return t('op.chart.summary', { now: show(known.at(-1)), most: show(most) });
}

function options({ lines, show }, width) {
  const ink = colour('--ink-2');
  const grid = { stroke: colour('--line'), width: 1 };
  const time = new Intl.DateTimeFormat(language.value, { timeStyle: 'short' });
  const axis = { stroke: ink, grid, ticks: grid, font: '12px system-ui' };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    scales: { y: { range: (_, _least, most) => [0, Math.max(most ?? 0, 1e-3) * 1.1] } },
    axes: [
      { ...axis, values: (_, at) => at.map((each) => time.format(new Date(each * 1000))), space: 64 },
      { ...axis, values: (_, at) => at.map(show), size: 96, space: 36 },
    ],
    series: [
      {},
      ...lines.map((_, n) => ({
        stroke: colour(n === 0 ? '--accent' : '--warn'),
        fill: n === 0 ? colour('--accent-soft') : undefined,
        width: 2,
        points: { show: false },
      })),
    ],
  };
}

function Chart({ chart, charts }) {
  const place = useRef(/** @type {HTMLElement?} */ (null));
  const plot = useRef(/** @type {uPlot?} */ (null));
  const drawn = useStore(theme);
  const current = useStore(language);
  const data = linesOf(chart, charts);
  useEffect(() => {
    const target = /** @type {HTMLElement} */ (place.current);
    const made = new uPlot(options(chart, target.clientWidth), data, target);
    const sized = new ResizeObserver(() =>
      made.setSize({ width: target.clientWidth, height: HEIGHT }),
    );
    sized.observe(target);
    plot.current = made;
    return () => {
      sized.disconnect();
      made.destroy();
    };
  }, [drawn, current]);
  useEffect(() => plot.current?.setData(data), [charts]);
  const title = t(`op.chart.${chart.name}`);
  return html`<figure class="chart" data-chart=${chart.name}>
    <figcaption>
      <b>${title}</b>
      ${chart.lines.map(
        (name, n) => html`<span key=${name} class=${`chart-line chart-line-${n}`}>
          ${chart.lines.length > 1 && html`<span>${t(`op.line.${name}`)}</span>`}
          <span>${summary(data[n + 1], chart.show)}</span>
        </span>`,
      )}
    </figcaption>
    <div class="chart-place" ref=${place} aria-hidden="true"></div>
  </figure>`;
}

/** How all servers were, up to a day back. */
export function Charts({ board }) {
  const { charts, chartsProblem, minutes } = useStore(board.state);
  return html`<div class="part-head">
      <h2 id="charts">${t('op.charts')}</h2>
      <${Choice}
        label=${t('op.span')}
        options=${SPANS.map((value) => ({ value, words: t('op.hours', { n: value / 60 }) }))}
        chosen=${minutes}
        choose=${board.look}
      />
    </div>
    <${Notice} problem=${chartsProblem} onRetry=${() => board.look(minutes)} />
    <div class="charts" aria-busy=${String(!charts)}>
      ${charts
        ? CHARTS.map((chart) => html`<${Chart} key=${chart.name} chart=${chart} charts=${charts} />`)
        : CHARTS.map(({ name }) => html`<div key=${name} class="bone chart-bone"></div>`)}
    </div>`;
}

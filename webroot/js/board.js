import { createStore } from './base.js';

/** @typedef {import('./contract-types.js').components['schemas']} Schemas */

/** How far back charts go, in minutes; the last is a day. */
export const SPANS = [60, 360, 1440];

// Jobs come and go by the thousand: lists are asked for anew at most this often.
const SETTLED = 1_000;

/**
 * How the servers are, kept up to date by their events. `stamps` counts what happened to lists that
 * are asked for page by page: who shows one asks again when its stamp changes.
 */
export function createBoard({ operators, follow }) {
  const state = createStore({
    phase: 'loading',
    lost: null,
    problem: null,
    health: /** @type {Schemas['Health']?} */ (null),
    figures: /** @type {Schemas['Metrics']?} */ (null),
    streams: /** @type {Schemas['AdminStream'][]} */ ([]),
    queue: /** @type {Schemas['QueueOverview']?} */ (null),
    charts: /** @type {Schemas['Charts']?} */ (null),
    chartsProblem: null,
    minutes: SPANS[2],
    jobs: 0,
    samples: 0,
  });
  let timer = 0;
  // Nobody asks for the charts of a page where they are not seen.
  let looked = false;

  async function draw() {
    if (!looked) return;
    const { minutes } = state.value;
    // What was asked for before another span was chosen is late.
    const late = () => minutes !== state.value.minutes;
    try {
      const charts = await operators.charts(minutes);
      if (!late()) state.patch({ charts, chartsProblem: null });
    } catch (chartsProblem) {
      if (!late()) state.patch({ chartsProblem });
    }
  }

  const heard = {
    state: ({ health, figures }) => state.patch({ phase: 'ready', health, figures }),
    streams: ({ streams }) => state.patch({ streams }),
    queue: (queue) => state.patch({ queue }),
    sampled() {
      state.patch({ samples: state.value.samples + 1 });
      draw();
    },
  };

  const moved = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      state.patch({ jobs: state.value.jobs + 1 });
    }, SETTLED);
  };

  const refused = (problem) => state.patch({ phase: 'failed', problem });

  function start() {
    state.patch({ phase: 'loading', problem: null });
    follow('/api/admin/events', {
      onEvent: (name, data) => heard[name]?.(data),
      onOpen() {
        state.patch({ lost: null });
        draw();
      },
      onLost: (lost) => state.patch({ lost }),
      onRefused: refused,
    });
    follow('/api/admin/queue/events', {
      onEvent: moved,
      onOpen: moved,
      onLost() {},
      onRefused() {},
    });
  }

  return {
    state,
    start,
    /** Draws the charts of that many minutes, from now on. */
    look(minutes) {
      looked = true;
      state.patch({ minutes });
      return draw();
    },
    /** Takes in what an answer said before the event does. */
    queueIs: (queue) => state.patch({ queue }),
    streamIsGone: (id) =>
      state.patch({
        streams: state.value.streams.filter(({ download }) => download.streamId !== id),
      }),
  };
}

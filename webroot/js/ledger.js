import { createStore } from './base.js';
import { createMeter } from './progress.js';
import { plain } from './words.js';

// What ends is written into the history a moment later.
const SETTLED = 700;
const GONE = ['not-found', 'token-not-found', 'token-revoked', 'token-expired'];
const KEPT = 100;

const newest = (key) => (a, b) => b[key].localeCompare(a[key]);

/**
 * The same with words that can be shown.
 * @template {{title?: string, fileName?: string}} T
 * @param {T} item
 * @returns {T}
 */
const presentable = (item) => ({
  ...item,
  ...(item.title !== undefined && { title: plain(item.title) }),
  ...(item.fileName !== undefined && { fileName: plain(item.fileName) }),
});

/** The last stream of each link: a download manager may open several. */
function byLink(streams) {
  const last = new Map();
  for (const stream of streams) {
    const other = last.get(stream.linkId);
    if (!other || other.at <= stream.at) last.set(stream.linkId, stream);
  }
  return last;
}

const asEntry = ({ linkId, title, lane, total, position, outcome, startedAt, at }) => ({
  ...{ id: linkId, title, lane, total, outcome, startedAt },
  ...{ sent: position, endedAt: at },
});

/**
 * What there is to see of one's downloads: those that run, links that wait for their download, and
 * those that ended, each once. What was removed and may yet be taken back is in none.
 */
export function arranged({ streams, links, entries, hidden }) {
  const last = byLink(streams);
  const running = [...last.values()].filter(({ outcome }) => !outcome);
  const runs = new Set(running.map(({ linkId }) => linkId));
  const past = new Map(entries.map((entry) => [entry.id, entry]));
  for (const stream of last.values()) {
    const known = past.get(stream.linkId);
    if (stream.outcome && !(known?.endedAt > stream.at)) {
      past.set(stream.linkId, { ...known, ...asEntry(stream) });
    }
  }
  const open = (id) => !runs.has(id) && !hidden.has(id);
  return {
    running: running.sort(newest('startedAt')),
    waiting: links.filter(({ id, begun }) => !begun && open(id) && !past.has(id)),
    past: [...past.values()].filter(({ id }) => open(id)).sort(newest('endedAt')),
  };
}

/** One's downloads on all devices, kept up to date by the server's events. */
export function createLedger({ people, follow, undo, navigate, say }) {
  const state = createStore({
    ...{ phase: 'loading', lost: null, problem: null, notice: null, allowance: null },
    ...{ running: [], waiting: [], past: [] },
  });
  const streams = new Map();
  const meters = new Map();
  const hidden = new Set();
  let links = [];
  let entries = [];
  let unfollow = () => {};
  let timer = 0;

  const draw = (changes = {}) =>
    state.patch({ ...arranged({ streams: streams.values(), links, entries, hidden }), ...changes });

  async function refresh() {
    try {
      const [kept, open, allowance] = await Promise.all([
        people.history(),
        people.links(),
        people.allowance(),
      ]);
      entries = kept.entries.map(presentable);
      links = open.links.map(presentable);
      draw({ phase: 'ready', allowance, problem: null });
    } catch (problem) {
      // What is on the page stays; the connection's own state says why it is old.
      if (state.value.phase !== 'ready') state.patch({ phase: 'failed', problem });
    }
  }

  function refreshSoon() {
    clearTimeout(timer);
    timer = setTimeout(refresh, SETTLED);
  }

  function heard(name, told) {
    if (name !== 'download') return;
    const download = presentable(told);
    const { streamId, position, total, at, outcome, title } = download;
    const before = streams.get(streamId);
    if (before?.outcome || before?.at > at) return;
    if (!meters.has(streamId)) meters.set(streamId, createMeter());
    const figures = meters.get(streamId).take({ streamId, position, total, at });
    streams.set(streamId, { ...download, ...figures, phase: outcome ?? 'running' });
    if (outcome) meters.delete(streamId);
    if (outcome === 'complete' && before) say('say.complete', { name: title });
    for (const [id, { outcome: ended }] of streams) {
      if (streams.size > KEPT && ended) streams.delete(id);
    }
    if (!before || outcome) refreshSoon();
    draw();
  }

  /** Does what is told to the server, and whether it did; what is gone there already is done. */
  async function tell(act) {
    let notice = null;
    try {
      await act();
    } catch (problem) {
      if (!GONE.includes(problem.code)) notice = problem;
    }
    state.patch({ notice });
    await refresh();
    return notice === null;
  }

  function removal(ids, name, act) {
    const hide = () => {
      for (const id of ids) hidden.add(id);
      draw();
    };
    const show = () => {
      for (const id of ids) hidden.delete(id);
      draw();
    };
    const settle = async () => {
      if (await tell(act)) {
        for (const [id, { linkId }] of streams) if (ids.includes(linkId)) streams.delete(id);
      }
      show();
    };
    undo.remove({ name, hide, show, act: settle });
  }

  return {
    state,
    /** Only what is left of one's limits: a guest has nothing more. */
    async startAsGuest() {
      try {
        state.patch({ phase: 'guest', allowance: await people.allowance() });
      } catch {
        state.patch({ phase: 'guest' });
      }
    },
    start() {
      unfollow();
      state.patch({ phase: 'loading', problem: null });
      unfollow = follow('/api/events', {
        onEvent: heard,
        onOpen: () => {
          state.patch({ lost: null });
          refresh();
        },
        onLost: (lost) => {
          state.patch({ lost });
          if (state.value.phase === 'loading') refresh();
        },
        onRefused: (problem) => state.patch({ phase: 'failed', problem }),
      });
    },
    stop: ({ linkId }) => tell(() => people.dropLink(linkId)),
    /** Gives its link back before anything of it was downloaded. */
    drop: ({ id, fileName }) => removal([id], fileName, () => people.dropLink(id)),
    forget: ({ id, title }) => removal([id], title, () => people.forget(id)),
    forgetAll(name) {
      removal(state.value.past.map(({ id }) => id), name, people.forgetAll);
    },
    /** Hands it to this browser by a fresh link; false when no link of it holds any more. */
    async again({ id }) {
      try {
        const { streamUrl, fileName } = await people.renewLink(id);
        navigate(streamUrl, fileName);
        say('say.started', { name: fileName });
        state.patch({ notice: null });
        return true;
      } catch (problem) {
        if (!GONE.includes(problem.code)) state.patch({ notice: problem });
        return !GONE.includes(problem.code);
      }
    },
  };
}

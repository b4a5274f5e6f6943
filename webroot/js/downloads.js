import { createStore } from './base.js';
import { createMeter } from './progress.js';

/** Phases in which bytes flow or may flow at any moment. */
export const LIVE = ['starting', 'waiting', 'running'];
/** How long the browser's download waits for the ear on its progress, in ms. */
const WATCHED_WITHIN = 1_500;
/** How long the server takes to see that a player has let go of a stream, in ms. */
const SETTLED = 400;
const DEAD_TOKEN = ['token-expired', 'token-revoked', 'token-not-found'];

/**
 * The downloads of this page, newest first. The browser's own download manager fetches the bytes;
 * what is known of them here comes from the server's books.
 */
export function createDownloads({ api, watcher, navigate, say }) {
  const list = createStore([]);
  const usage = createStore(null);
  const unwatch = new Map();
  let lastKey = 0;

  const find = (key) => list.value.find((item) => item.key === key);
  const change = (key, changes) =>
    list.set(list.value.map((item) => (item.key === key ? { ...item, ...changes } : item)));

  function stopWatching(key) {
    unwatch.get(key)?.();
    unwatch.delete(key);
  }

  // A link whose file is complete still counts among those that are open: give it back.
  async function freeOne() {
    const done = list.value.findLast((item) => item.phase === 'complete' && item.token);
    if (!done) return false;
    await api.revoke(done.token);
    change(done.key, { token: null });
    return true;
  }

  const counted = (issued) => {
    usage.set(issued.usage);
    return issued;
  };

  async function issue(request) {
    try {
      return counted(await api.issue(request));
    } catch (problem) {
      if (problem.code !== 'too-many-tokens' || !(await freeOne())) throw problem;
      return counted(await api.issue(request));
    }
  }

  function heard(key, meter, event) {
    const item = find(key);
    // What is told again of a stream that has ended says nothing of the one that follows it.
    if (!item || item.over === event.streamId) return;
    const figures = meter.take(event, item.size?.bytes);
    const phase = event.outcome ?? 'running';
    const over = event.outcome ? event.streamId : item.over;
    change(key, { ...figures, phase, over, lost: false, quiet: false });
    if (phase === 'complete') say('say.complete', { name: item.fileName });
    if (phase === 'complete' || phase === 'revoked') stopWatching(key);
  }

  // Resolves when progress is heard, or would be late: a small file is over in no time.
  function listen(key, eventsUrl) {
    const meter = createMeter();
    stopWatching(key);
    return new Promise((ready) => {
      const end = watcher.watch(eventsUrl, {
        onOpen: ready,
        onProgress: (event) => heard(key, meter, event),
        onLost: (lost) => find(key)?.lost !== lost && change(key, { lost }),
        onQuiet: () => change(key, { quiet: true }),
      });
      unwatch.set(key, end);
      setTimeout(ready, WATCHED_WITHIN);
    });
  }

  async function begin(key, issued) {
    const { token, streamUrl, eventsUrl, expiresAt, fileName, size, resumable } = issued;
    change(key, {
      ...{ issued, token, streamUrl, expiresAt, fileName, size, resumable },
      ...{ phase: 'waiting', position: 0, speed: null, left: null, problem: null, lost: false },
      ...{ shared: null, copied: null, quiet: false },
    });
    await listen(key, eventsUrl);
    if (find(key)?.token !== token) return;
    navigate(streamUrl, fileName);
    say('say.started', { name: fileName });
  }

  async function run(key, ask) {
    change(key, { phase: 'starting', problem: null });
    try {
      const issued = await ask();
      if (find(key)) await begin(key, issued);
      else await api.revoke(issued.token);
    } catch (problem) {
      change(key, { phase: 'failed', problem });
    }
  }

  function add(request, label, ask) {
    const key = ++lastKey;
    list.set([{ key, request, label, phase: 'starting' }, ...list.value]);
    return run(key, ask);
  }

  return {
    list,
    usage,
    /** A link to watch what would be downloaded; it counts as one for that. */
    borrow: issue,
    /** Gives a borrowed link back, once its stream has ended: what was not sent is not counted then. */
    giveBack({ token }) {
      setTimeout(() => api.revoke(token).catch(() => {}), SETTLED);
    },
    /** Downloads by a borrowed link, which is not counted again. */
    adopt(request, label, issued) {
      return add(request, label, async () => issued);
    },
    /** Starts one: `request` is what a token is asked with, `label` names it until it has a name. */
    start(request, label) {
      return add(request, label, () => issue(request));
    },
    /**
     * Starts it anew: with the same link while that holds, since it was counted already and what
     * the browser has paused depends on it; then with a fresh one.
     */
    again(key) {
      const { token, request, phase, issued } = find(key);
      return run(key, async () => {
        if (!token || phase === 'revoked') return issue(request);
        if (Date.parse(issued.expiresAt) > Date.now()) return issued;
        try {
          return counted(await api.refresh(token));
        } catch (problem) {
          if (!DEAD_TOKEN.includes(problem.code)) throw problem;
          return issue(request);
        }
      });
    },
    /** Ends the stream on the server, and with it the download. */
    async stop(key) {
      const { token, fileName } = find(key);
      try {
        await api.revoke(token);
      } catch (problem) {
        if (!DEAD_TOKEN.includes(problem.code)) return change(key, { problem });
      }
      stopWatching(key);
      change(key, { phase: 'revoked', token: null });
      say('say.stopped', { name: fileName });
    },
    /**
     * A link for another program on this network (`ip`), or for whoever has it (`none`); the page's
     * own is bound to this browser. Asked again, gives the same one.
     */
    async share(key, bind) {
      const { shared, request } = find(key);
      const known = shared?.[bind];
      if (known && Date.parse(known.expiresAt) > Date.now()) return known;
      try {
        const issued = await issue({ ...request, bind });
        change(key, { shared: { ...find(key).shared, [bind]: issued }, problem: null });
        return issued;
      } catch (problem) {
        change(key, { problem });
        return null;
      }
    },
    /** Takes it off the page, and its link back. */
    remove(key) {
      const { token } = find(key);
      stopWatching(key);
      list.set(list.value.filter((item) => item.key !== key));
      // The link ends by itself in half an hour should this not arrive.
      if (token) api.revoke(token).catch(() => {});
    },
    note: change,
  };
}

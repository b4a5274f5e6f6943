import { createMeter } from './progress.js';
import { createStore } from './store.js';

/** Phases in which bytes flow or may flow at any moment. */
export const LIVE = ['starting', 'waiting', 'running'];
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

  async function issue(request) {
    try {
      return await api.issue(request);
    } catch (problem) {
      if (problem.code !== 'too-many-tokens' || !(await freeOne())) throw problem;
      return api.issue(request);
    }
  }

  function heard(key, meter, event) {
    const item = find(key);
    if (!item) return;
    const figures = meter.take(event, item.size?.bytes);
    const phase = event.outcome ?? 'running';
    change(key, { ...figures, phase, lost: false });
    if (phase === 'complete') say('say.complete', { name: item.fileName });
    if (phase === 'complete' || phase === 'revoked') stopWatching(key);
  }

  function begin(key, issued) {
    const { token, streamUrl, eventsUrl, expiresAt, fileName, size, resumable, lane } = issued;
    usage.set(issued.usage);
    change(key, {
      ...{ token, streamUrl, expiresAt, fileName, size, resumable, lane },
      ...{ phase: 'waiting', position: 0, speed: null, left: null, problem: null, lost: false },
      ...{ shareable: null, copied: null },
    });
    const meter = createMeter();
    stopWatching(key);
    unwatch.set(
      key,
      watcher.watch(eventsUrl, {
        onProgress: (event) => heard(key, meter, event),
        onLost: (lost) => find(key)?.lost !== lost && change(key, { lost }),
      }),
    );
    navigate(streamUrl, fileName);
    say('say.started', { name: fileName });
  }

  async function run(key, ask) {
    change(key, { phase: 'starting', problem: null });
    try {
      const issued = await ask();
      if (find(key)) begin(key, issued);
      else await api.revoke(issued.token);
    } catch (problem) {
      change(key, { phase: 'failed', problem });
    }
  }

  return {
    list,
    usage,
    /** Starts one: `request` is what a token is asked with, `label` names it until it has a name. */
    start(request, label) {
      const key = ++lastKey;
      list.set([{ key, request, label, phase: 'starting' }, ...list.value]);
      return run(key, () => issue(request));
    },
    /** Starts it anew, with a fresh link for the same thing. */
    again(key) {
      const { token, request, phase } = find(key);
      return run(key, async () => {
        if (!token || phase === 'revoked') return issue(request);
        try {
          return await api.refresh(token);
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
     * A link for another program on this network; the page's own is bound to this browser. Gives
     * its address; asked again, the same one.
     */
    async share(key) {
      const { shareable, request } = find(key);
      if (shareable && Date.parse(shareable.expiresAt) > Date.now()) return shareable;
      try {
        const issued = await issue({ ...request, bind: 'ip' });
        usage.set(issued.usage);
        change(key, { shareable: issued });
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

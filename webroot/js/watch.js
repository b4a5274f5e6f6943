const FAILURES = 5;

/**
 * Watches the progress of many downloads over few connections. A browser opens six connections to
 * a host over HTTP/1.1, and each running download holds one: were each watched on a connection of
 * its own, three downloads would leave none for anything else. So at most `limit` are watched at
 * a time, and they take turns.
 */
export function createWatcher({ limit, turn = 3_000, open = (url) => new EventSource(url) }) {
  const watches = new Set();
  const waiting = [];
  let timer = null;

  const active = () => [...watches].filter((watch) => watch.source).length;

  function begin(watch) {
    const source = open(watch.url);
    watch.source = source;
    watch.since = Date.now();
    source.addEventListener('progress', (event) => {
      if (watch.source !== source) return;
      watch.failures = 0;
      watch.onLost(false);
      watch.onProgress(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      if (watch.source !== source) return;
      watch.onLost(true);
      // CLOSED: the browser does not try again. A later turn does, a few times.
      if (source.readyState === 2) rest(watch, ++watch.failures < FAILURES);
    });
  }

  function rest(watch, again = true) {
    watch.source?.close();
    watch.source = null;
    if (again && watches.has(watch) && !waiting.includes(watch)) waiting.push(watch);
    arrange();
  }

  function arrange() {
    while (waiting.length > 0 && active() < limit) {
      const next = waiting[0];
      if (Date.now() < (next.notBefore ?? 0)) break;
      waiting.shift();
      next.notBefore = Date.now() + turn;
      begin(next);
    }
    clearTimeout(timer);
    timer = waiting.length > 0 ? setTimeout(change, turn) : null;
  }

  // The one that was watched longest rests.
  function change() {
    const [oldest] = [...watches]
      .filter((watch) => watch.source && Date.now() - watch.since >= turn - 50)
      .sort((a, b) => a.since - b.since);
    if (oldest && active() >= limit) rest(oldest);
    else arrange();
  }

  return {
    /** Starts watching; the returned function ends it. */
    watch(url, { onProgress, onLost }) {
      const watch = { url, onProgress, onLost, source: null, since: 0, failures: 0 };
      watches.add(watch);
      waiting.push(watch);
      arrange();
      return () => {
        watches.delete(watch);
        const place = waiting.indexOf(watch);
        if (place >= 0) waiting.splice(place, 1);
        watch.source?.close();
        watch.source = null;
        arrange();
      };
    },
  };
}

/** How many may be watched at once: over HTTP/2 one connection carries all. */
export function watchesAtOnce() {
  const [page] = performance.getEntriesByType('navigation');
  return ['h2', 'h3'].includes(page?.nextHopProtocol) ? 12 : 2;
}

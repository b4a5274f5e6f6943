const FAILURES = 5;
const NOTHING = () => {};

/**
 * Watches the progress of many downloads over few connections. A browser opens six connections to
 * a host over HTTP/1.1, and each running download holds one: were each watched on a connection of
 * its own, three downloads would leave none for anything else. So at most `limit` are watched at
 * a time, and they take turns; the newest comes first.
 */
export function createWatcher({ limit, turn = 3_000, open = (url) => new EventSource(url) }) {
  const watches = new Set();
  const waiting = [];
  const quietAfter = turn * 0.8;
  let timer = null;

  const active = () => [...watches].filter((watch) => watch.source);
  const oldest = () => active().sort((a, b) => a.since - b.since)[0];

  // The server tells about once a second how far a stream is: silence says that it has ended.
  function listenForSilence(watch) {
    clearTimeout(watch.silence);
    watch.silence = setTimeout(watch.onQuiet, quietAfter);
  }

  function begin(watch) {
    const source = open(watch.url);
    watch.source = source;
    watch.since = Date.now();
    const hear = (name, listener) =>
      source.addEventListener(name, (event) => watch.source === source && listener(event));
    hear('open', () => {
      listenForSilence(watch);
      watch.onLost(false);
      watch.onOpen();
    });
    hear('progress', (event) => {
      watch.failures = 0;
      listenForSilence(watch);
      watch.onProgress(JSON.parse(event.data));
    });
    hear('error', () => {
      clearTimeout(watch.silence);
      watch.onLost(true);
      // CLOSED: the browser does not try again. A later turn does, a few times.
      if (source.readyState !== 2) return;
      watch.notBefore = Date.now() + turn;
      rest(watch, ++watch.failures < FAILURES);
    });
  }

  function close(watch) {
    clearTimeout(watch.silence);
    watch.source?.close();
    watch.source = null;
  }

  function rest(watch, again = true) {
    close(watch);
    if (again && watches.has(watch)) waiting.push(watch);
    arrange();
  }

  function arrange() {
    const next = waiting.findIndex((watch) => Date.now() >= watch.notBefore);
    if (next >= 0 && active().length < limit) {
      begin(...waiting.splice(next, 1));
      arrange();
      return;
    }
    clearTimeout(timer);
    timer = waiting.length > 0 ? setTimeout(change, turn) : null;
  }

  // The one that was watched longest rests.
  function change() {
    if (active().length >= limit) rest(oldest());
    else arrange();
  }

  return {
    /** Starts watching; the returned function ends it. */
    watch(url, { onProgress, onLost = NOTHING, onOpen = NOTHING, onQuiet = NOTHING }) {
      const watch = { url, onProgress, onLost, onOpen, onQuiet };
      Object.assign(watch, { source: null, since: 0, notBefore: 0, failures: 0 });
      watches.add(watch);
      waiting.unshift(watch);
      if (active().length >= limit) rest(oldest());
      else arrange();
      return () => {
        watches.delete(watch);
        const place = waiting.indexOf(watch);
        if (place >= 0) waiting.splice(place, 1);
        close(watch);
        arrange();
      };
    },
  };
}

/** How many may be watched at once: over HTTP/2 one connection carries all. */
export function watchesAtOnce() {
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType('navigation')
  );
  return ['h2', 'h3'].includes(page?.nextHopProtocol) ? 12 : 2;
}

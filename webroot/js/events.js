import { api } from './api.js';

const FIRST_EVENT_WITHIN = 6_000;
const POLL_SECONDS = 20;
const PAUSE_AFTER_LOSS = 2_000;

/**
 * Follows an analysis: by Server-Sent Events, and by long polls where something on the way holds
 * events back. Tells `onAnalysis` each state, `onLost` whether the server is out of reach,
 * `onProblem` when it cannot be followed at all. Returns what ends it.
 */
export function followAnalysis(requestId, { onAnalysis, onLost, onProblem }) {
  let over = false;
  let timer = 0;
  const source = new EventSource(api.eventsOf(requestId));

  function end() {
    over = true;
    clearTimeout(timer);
    source.close();
  }

  function heard(analysis) {
    if (over) return;
    onLost(false);
    onAnalysis(analysis);
  }

  async function poll() {
    source.close();
    while (!over) {
      try {
        heard(await api.look(requestId, POLL_SECONDS));
      } catch (problem) {
        if (over) return;
        if (problem.code !== 'connection-lost' && problem.code !== 'unavailable') {
          end();
          onProblem(problem);
          return;
        }
        onLost(true);
        await new Promise((resume) => setTimeout(resume, PAUSE_AFTER_LOSS));
      }
    }
  }

  source.addEventListener('analysis', (event) => {
    clearTimeout(timer);
    heard(JSON.parse(event.data));
  });
  source.addEventListener('error', () => {
    if (over) return;
    clearTimeout(timer);
    // The browser tries again by itself unless the answer was not an event stream.
    if (source.readyState === EventSource.CLOSED) poll();
    else onLost(true);
  });
  timer = setTimeout(poll, FIRST_EVENT_WITHIN);
  return end;
}

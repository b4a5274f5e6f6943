import { html, useEffect } from '../../vendor/htm-preact.js';
import { plural } from '../base.js';
import { keepFocus } from '../focus.js';
import { loginFor, say, spoken } from '../route.js';
import { analysis } from '../services.js';
import { ProblemSheet, problemWords } from './problem.js';
import { Result } from './result.js';
import { queueWords, stepOf } from './steps.js';
import { Cancelled, Working } from './working.js';

export { Dock } from './dock.js';
export { analysis };

/** Tells a screen reader what the eye sees change. */
function useSpokenSteps(state) {
  const { phase, step, place, problem, media, presets } = state;
  useEffect(() => {
    if (phase === 'queued') spoken.set(queueWords(state));
    if (phase === 'active') say(['', 'steps.reading', 'steps.formats'][stepOf(state)]);
    if (phase === 'cancelled') say('steps.cancelled');
    if (phase === 'failed') {
      const { title, advice } = problemWords(problem);
      say('say.problem', { text: `${title}. ${advice}` });
    }
    if (phase === 'completed') {
      const key = media.entries.length > 0 ? 'say.playlist' : 'say.ready';
      const n = media.entries.length || presets.length;
      spoken.set(plural(key, n, { title: media.title }));
    }
  }, [phase, step, place, problem]);
}

/** What was pasted or shared without a network is looked at when there is one. */
function useNetworkBack({ phase, problem, url }) {
  const waits = phase === 'failed' && problem.code === 'connection-lost';
  useEffect(() => {
    if (!waits) return undefined;
    const again = () => analysis.start(url);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [waits, url]);
}

function Part({ state }) {
  switch (state.phase) {
    case 'sending':
    case 'queued':
    case 'active':
      return html`<${Working} state=${state} />`;
    case 'completed':
      return html`<${Result} state=${state} />`;
    case 'failed': {
      const retry = state.problem.code === 'invalid-url' ? null : () => analysis.start(state.url);
      return html`<${ProblemSheet}
        key=${state.startedAt}
        problem=${state.problem}
        onRetry=${retry}
        login=${loginFor(state.url)}
      />`;
    }
    case 'cancelled':
      return html`<${Cancelled} state=${state} />`;
    default:
      return null;
  }
}

/** Everything that follows a paste. */
export function Work({ state }) {
  useEffect(keepFocus, []);
  useSpokenSteps(state);
  useNetworkBack(state);
  return html`<${Part} state=${state} />`;
}

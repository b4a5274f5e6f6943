import { html, useEffect } from '../../vendor/htm-preact.js';
import { language, plural, t } from '../i18n.js';
import { analysis, online, say, spoken } from '../services.js';
import { useStore } from '../store.js';
import { Box } from './box.js';
import { Dock } from './dock.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { Icon } from './icon.js';
import { ProblemSheet, problemWords } from './problem.js';
import { Result } from './result.js';
import { queueWords, stepOf } from './steps.js';
import { Cancelled, Working } from './working.js';

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

function Connection({ lost }) {
  const connected = useStore(online);
  if (connected && !lost) return null;
  return html`<p class="connection" role="status">
    <${Icon} name="offline" />${t(connected ? 'net.lost' : 'net.offline')}
  </p>`;
}

function Work({ state }) {
  switch (state.phase) {
    case 'sending':
    case 'queued':
    case 'active':
      return html`<${Working} state=${state} />`;
    case 'completed':
      return html`<${Result} state=${state} />`;
    case 'failed': {
      const retry = state.problem.code === 'invalid-url' ? null : () => analysis.start(state.url);
      return html`<${ProblemSheet} key=${state.startedAt} problem=${state.problem} onRetry=${retry} />`;
    }
    case 'cancelled':
      return html`<${Cancelled} state=${state} />`;
    default:
      return null;
  }
}

/** The first screen. */
export function App() {
  const current = useStore(language);
  const state = useStore(analysis.state);
  useSpokenSteps(state);
  useEffect(() => {
    document.title = t('app.title');
  }, [current]);
  const home = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (state.phase !== 'idle') history.pushState(null, '', '/');
    analysis.reset();
    document.getElementById('url').focus();
  };
  return html`<a class="skip" href="#main">${t('app.skip')}</a>
    <${Header} onHome=${home} />
    <main id="main" tabindex="-1" data-phase=${state.phase}>
      <div class="hero">
        <h1>${t('hero.title')}</h1>
        <p class="hero-sub">${t('hero.sub')}</p>
        <${Box} />
      </div>
      <${Connection} lost=${state.lost} />
      <${Work} state=${state} />
    </main>
    <${Footer} />
    <${Dock} />
    <p class="hidden" role="status" id="spoken">${useStore(spoken)}</p>`;
}

import { html, useEffect, useState } from '../../vendor/htm-preact.js';
import { has, language, t } from '../base.js';
import { span } from '../format.js';
import { Icon } from './frame.js';

/**
 * A problem in the reader's language: its sentence, and what to do. A code that this page does not
 * know is told in the server's words.
 * @param {{code: string, title?: string, detail?: string}} problem
 */
export function problemWords({ code, title, detail }) {
  const key = `problem.${code}`;
  const known = has(key);
  // The server's own sentence is in English and knows more: which limit, until when.
  const ownDetail = language.value === 'en' || !known ? detail : undefined;
  return {
    title: known ? t(key) : (title ?? detail ?? t('problem.heading')),
    advice: ownDetail ?? (known ? t(`${key}.do`) : ''),
  };
}

/** Seconds until `since` plus `seconds`, counted down; 0 when over or when there is nothing to wait for. */
export function useCountdown(seconds, since) {
  const left = () => Math.max(0, Math.ceil((since + (seconds ?? 0) * 1000 - Date.now()) / 1000));
  const [now, setNow] = useState(left);
  useEffect(() => {
    setNow(left());
    if (!seconds) return undefined;
    const timer = setInterval(() => setNow(left()), 500);
    return () => clearInterval(timer);
  }, [seconds, since]);
  return now;
}

/** Tries again, once the time that the server asked for is over. */
export function RetryButton({ problem, onRetry }) {
  const [since] = useState(() => Date.now());
  const left = useCountdown(problem.retryAfterSeconds, since);
  return html`<button
    type="button"
    class="quiet retry"
    aria-disabled=${String(left > 0)}
    onClick=${() => left === 0 && onRetry()}
  >
    <${Icon} name="again" />
    ${left > 0 ? t('problem.retryIn', { time: span(left) }) : t('problem.retry')}
  </button>`;
}

const LOGIN = ['login-required', 'credential-ended'];

/** What went wrong, and what to do; `login` is where to log in when that is it. */
export function ProblemSheet({ problem, onRetry, login = '/account' }) {
  const { title, advice } = problemWords(problem);
  const needsLogin = LOGIN.includes(problem.code);
  return html`<section class="sheet problem" aria-labelledby="problem-title">
    <span class="problem-icon"><${Icon} name="alert" /></span>
    <div class="problem-text">
      <h2 id="problem-title">${title}</h2>
      <p>${advice}</p>
      <p class="problem-actions">
        ${needsLogin && html`<a class="primary" href=${login}>${t('problem.login')}</a>`}
        ${onRetry && !needsLogin && html`<${RetryButton} problem=${problem} onRetry=${onRetry} />`}
        <a class="problem-more" href=${`/docs#problem-${problem.code}`}>${t('problem.more')}</a>
      </p>
    </div>
  </section>`;
}

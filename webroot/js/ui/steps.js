import { html } from '../../vendor/htm-preact.js';
import { ordinal, t } from '../base.js';
import { Icon } from './frame.js';

/** Which of the three steps is under way: 0 queue, 1 reading, 2 formats. */
export function stepOf({ phase, step }) {
  if (phase !== 'active') return 0;
  return step === 'formats' ? 2 : 1;
}

export function queueWords({ phase, place }) {
  if (phase !== 'queued' || !place) return t('steps.queue');
  return place === 1 ? t('steps.queueNext') : t('steps.queuePlace', { place: ordinal(place) });
}

function Step({ words, when }) {
  return html`<li class=${`step step-${when}`} aria-current=${when === 'now' ? 'step' : undefined}>
    <span class="step-mark">${when === 'done' && html`<${Icon} name="check" />`}</span>
    <span>${words}</span>
    <span class="hidden">(${t(`steps.state.${when}`)})</span>
  </li>`;
}

/** What is going on, step by step. */
export function Steps({ state }) {
  const at = stepOf(state);
  const words = [queueWords(state), t('steps.reading'), t('steps.formats')];
  return html`<ol class="steps" aria-label=${t('steps.label')}>
    ${words.map(
      (each, n) =>
        html`<${Step} key=${n} words=${each} when=${n < at ? 'done' : n === at ? 'now' : 'next'} />`,
    )}
    ${state.attempt > 1 && html`<li class="step-note">${t('steps.attempt', { n: state.attempt })}</li>`}
  </ol>`;
}

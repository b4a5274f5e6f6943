import { html, useEffect, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';
import { hostOf, visit } from '../route.js';
import { analysis } from '../services.js';
import { Icon } from './frame.js';
import { Steps } from './steps.js';

/** How long most pages take at most, in ms. */
const USUAL = 20_000;

/** Says so when it takes longer than usual; the server itself ends what never answers. */
function Slow({ since }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    const timer = setTimeout(() => setLate(true), since + USUAL - Date.now());
    return () => clearTimeout(timer);
  }, [since]);
  return html`<p class="step-note" role="status">${late && t('steps.slow')}</p>`;
}

/** The place of the result while it is being worked out: the same boxes, empty. */
export function Working({ state }) {
  return html`<section class="sheet" aria-busy="true">
    <div class="media">
      <div class="thumb bone"></div>
      <div class="media-text media-working">
        <p class="media-looking">${t('steps.looking', { host: hostOf(state.url) })}</p>
        <${Steps} state=${state} />
        <${Slow} since=${state.startedAt} />
        <button type="button" class="quiet media-cancel" onClick=${analysis.cancel}>
          <${Icon} name="close" />${t('steps.cancel')}
        </button>
      </div>
    </div>
    <div class="bones" aria-hidden="true">
      <div class="bone bone-line"></div>
      <div class="bone-cards">
        <div class="bone bone-lead"></div>
        <div class="bone bone-lead"></div>
      </div>
    </div>
  </section>`;
}

export function Cancelled({ state }) {
  return html`<section class="sheet sheet-note">
    <p>${t('steps.cancelled')}</p>
    <button type="button" class="quiet" onClick=${() => visit(state.url)}>
      <${Icon} name="again" />${t('steps.again')}
    </button>
  </section>`;
}

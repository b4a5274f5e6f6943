import { html } from '../../vendor/htm-preact.js';
import { t } from '../i18n.js';

/** The end of every page. */
export function Footer() {
  return html`<footer class="bottom">
    <p>${t('footer.rights')}</p>
    <p>
      <a href="/docs">${t('footer.api')}</a>
      <a href="/api/monitoring/health">${t('footer.health')}</a>
    </p>
  </footer>`;
}

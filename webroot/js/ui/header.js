import { html, useState } from '../../vendor/htm-preact.js';
import { LANGUAGES, changeLanguage, language, t } from '../i18n.js';
import { recall, remember } from '../memory.js';
import { useStore } from '../store.js';
import { Icon } from './icon.js';

const THEMES = ['auto', 'light', 'dark'];
const OWN_NAMES = { vi: 'Tiếng Việt', en: 'English' };

function Languages() {
  const current = useStore(language);
  return html`<div class="languages" role="group" aria-label=${t('header.language')}>
    ${LANGUAGES.map(
      (code) => html`<button
        type="button"
        lang=${code}
        aria-pressed=${String(code === current)}
        aria-label=${`${code.toUpperCase()}: ${OWN_NAMES[code]}`}
        onClick=${() => changeLanguage(code)}
      >
        ${code.toUpperCase()}
      </button>`,
    )}
  </div>`;
}

function Theme() {
  const [theme, setTheme] = useState(recall('theme') ?? 'auto');
  const next = () => {
    const chosen = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    if (chosen === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    remember('theme', chosen === 'auto' ? null : chosen);
    setTheme(chosen);
  };
  const label = t(`header.theme.${theme}`);
  return html`<button type="button" class="round" aria-label=${label} title=${label} onClick=${next}>
    <${Icon} name=${theme} />
  </button>`;
}

/** The bar at the top, the same on every page. */
export function Header({ onHome }) {
  return html`<header class="top">
    <a class="brand" href="/" aria-label=${t('header.home')} onClick=${onHome}>
      <img src="/favicon.svg" alt="" width="32" height="32" />
      <span>Tải<b>Video</b>Nhanh</span>
    </a>
    <nav class="top-side">
      <a class="top-link" href="/docs">${t('header.docs')}</a>
      <${Languages} />
      <${Theme} />
    </nav>
  </header>`;
}

// What is around every page.
import { html, useState } from '../../vendor/htm-preact.js';
import {
  changeLanguage,
  createStore,
  language,
  LANGUAGES,
  me,
  recall,
  remember,
  t,
  useStore,
} from '../base.js';

// 24 x 24, drawn with a line of 2.
const PATHS = {
  link: 'M9.5 14.5 14.5 9.5 M11 6.5l1.6-1.6a4.5 4.5 0 0 1 6.4 6.4L17.4 13 M13 17.5l-1.6 1.6a4.5 4.5 0 0 1-6.4-6.4L6.6 11',
  down: 'M12 4v11 M7 10.5l5 5 5-5 M5 20h14',
  arrow: 'M5 12h14 M13 6l6 6-6 6',
  paste: 'M9 4h6v3H9z M15 5.5h2.5a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V6.500a1 1 0 0 1 1-1H9',
  close: 'M6 6l12 12 M18 6 6 18',
  check: 'M5 12.5l4.5 4.500L19 7.5',
  stop: 'M7 7h10v10H7z',
  copy: 'M9 9h10v11H9z M15 9V5H5v11h4',
  again: 'M19 12a7 7 0 1 1-2.1-5 M19 4v4h-4',
  alert: 'M12 4 2.5 20h19z M12 10v4.5 M12 17.200v.3',
  offline: 'M4 4l16 16 M8.5 15.500a5 5 0 0 1 7 0 M5.5 12a9.5 9.5 0 0 1 4-2.3 M14 9.600a9.5 9.5 0 0 1 4.5 2.4 M12 19v.1',
  chevron: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  open: 'M14 5h5v5 M19 5l-8 8 M17 14v5H5V7h5',
  sound: 'M9 18V6l10-2v12 M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z M19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  film: 'M4 5h16v14H4z M10 9l5 3-5 3z',
  mux: 'M6 5v4l6 5v6 M18 5v4l-6 5',
  pipe: 'M4 12h2 M10 12h2 M16 12h4 M17 9l3 3-3 3',
  pause: 'M9 6v12 M15 6v12',
  qr: 'M4 4h6v6H4z M14 4h6v6h-6z M4 14h6v6H4z M14 14h2.500v2.500H14z M20 14v.1 M17.500 17.500H20V20 M14 20h.1',
  play: 'M8 5v14l11-7z',
  auto: 'M12 4a8 8 0 1 0 0 16z M12 4a8 8 0 0 1 0 16',
  light: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2.500v2 M12 19.500v2 M2.5 12h2 M19.5 12h2 M5.3 5.300l1.4 1.4 M17.3 17.300l1.4 1.4 M5.3 18.700l1.4-1.4 M17.3 6.700l1.4-1.4',
  plus: 'M12 5v14 M5 12h14',
  key: 'M14.5 4a5.500 5.5 0 1 1-4 9.300L4 20v-3h2.500v-2.500H9l1.500-1.300 M16 8.500v.1',
  out: 'M14 5h-8v14h8 M10 12h10 M16.500 8.500 20 12l-3.500 3.500',
  dark: 'M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z',
};

/** A picture beside words; it says nothing by itself. */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} />
  </svg>`;
}

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

// The screens, in the order of the bar; `open` says for whom one is there.
const PLACES = [
  { path: '/', words: () => t('nav.box') },
  { path: '/downloads', words: () => t('nav.downloads') },
  { path: '/account', words: ({ account }) => account?.name ?? t('nav.login'), open: hasAccounts },
  { path: '/admin', words: () => t('nav.admin'), open: isOperator },
  { path: '/docs', words: () => t('nav.docs') },
];

function isOperator({ role }) {
  return role === 'admin';
}

function hasAccounts({ mode }) {
  return mode !== 'single';
}

// Until the server has said who one is, what depends on it keeps its room and is not seen.
function Place({ place, who, onHome }) {
  const { path, words, open } = place;
  if (who && open && !open(who)) return null;
  return html`<li>
    <a
      class=${`top-link ${open && !who ? 'top-later' : ''}`}
      href=${path}
      aria-current=${location.pathname === path ? 'page' : undefined}
      onClick=${path === '/' ? onHome : undefined}
    >
      <span dir="auto">${words(who ?? {})}</span>
    </a>
  </li>`;
}

/** `favicon.svg`, which the browser would ask for once more if it were a picture of the page. */
const Mark = () =>
  html`<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" fill="none">
    <rect width="32" height="32" rx="9" fill="#0a7350" />
    <g stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
      <path d="M9 7.5 16 14l7-6.5M9 14l7 6.5 7-6.5" stroke="#fff" />
      <path d="M9 25.5h14" stroke="#7ff0bd" />
    </g>
  </svg>`;

/** The bar at the top, the same on every page. */
export function Header({ onHome }) {
  const who = useStore(me);
  return html`<header class="top">
    <a class="brand" href="/" onClick=${onHome}>
      <${Mark} />
      <span>Tải<b>Video</b>Nhanh</span>
    </a>
    <nav class="places" aria-label=${t('nav.label')}>
      <ul>
        ${PLACES.map(
          (place) => html`<${Place} key=${place.path} place=${place} who=${who} onHome=${onHome} />`,
        )}
      </ul>
    </nav>
    <div class="top-side"><${Languages} /><${Theme} /></div>
  </header>`;
}

/** Lets the browser keep the page's own files, so that it opens without a network. */
async function keepShell() {
  /** @type {any} */
  const { trustedTypes } = window;
  const policy = trustedTypes?.createPolicy('shell', { createScriptURL: () => '/sw.js' });
  try {
    // Only pages that came by https, or of this machine, may.
    await navigator.serviceWorker?.register(policy?.createScriptURL('') ?? '/sw.js');
  } catch {
    // Not kept; the page works all the same.
  }
}

// Nothing that is seen waits for it.
addEventListener('load', keepShell);

// Whether the browser has a network at all.
const online = createStore(navigator.onLine);
addEventListener('online', () => online.set(true));
addEventListener('offline', () => online.set(false));

/** Says that the server is out of reach: `lost`, or the browser without a network. */
export function Connection({ lost, words = 'net.lost' }) {
  const connected = useStore(online);
  if (connected && !lost) return null;
  return html`<p class="connection" role="status">
    <${Icon} name="offline" />${t(connected ? words : 'net.offline')}
  </p>`;
}

/** The end of every page. */
export function Footer() {
  return html`<footer class="bottom">
    <p>${t('footer.rights')}</p>
    <p>
      <a href="/shortcuts">${t('footer.ways')}</a>
      <a href="/docs">${t('footer.api')}</a>
      <a href="/api/monitoring/health">${t('footer.health')}</a>
    </p>
  </footer>`;
}

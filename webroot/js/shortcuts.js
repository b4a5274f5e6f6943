import { html, render, useState } from '../vendor/htm-preact.js';
import { createStore, language, learnMe, startLanguage, t, useStore } from './base.js';
import { CopyButton, CopyLine } from './ui/copy.js';
import { Icon } from './ui/frame.js';
import { Page } from './ui/page.js';
import { Prose } from './ui/prose.js';

const address = `${location.origin}/#url=`;
const direct = `${location.origin}/api/streaming/direct?preset=720p&url=`;
const bookmarklet = `javascript:location.href=${JSON.stringify(address)}+encodeURIComponent(location.href)`;
const line =
  `curl -OJG --data-urlencode "url=https://example.com/video" -d preset=best ` +
  `"${location.origin}/api/streaming/direct"`;

/** What the browser would ask with, had it been let; browsers that have no such event have a menu. */
const offer = createStore(/** @type {any} */ (null));
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  offer.set(event);
});
addEventListener('appinstalled', () => offer.set(null));

function Way({ id, icon, children }) {
  return html`<section class="sheet way" aria-labelledby=${`way-${id}`}>
    <h2 id=${`way-${id}`}><${Icon} name=${icon} />${t(`ways.${id}.title`)}</h2>
    ${children}
  </section>`;
}

function Install() {
  const asked = useStore(offer);
  return html`<${Way} id="install" icon="down">
    <p>${t('ways.install.words')}</p>
    ${asked &&
    html`<p>
      <button type="button" class="primary" onClick=${() => asked.prompt()}>${t('ways.install.go')}</button>
    </p>`}
  <//>`;
}

function Bookmarklet() {
  const [pressed, setPressed] = useState(false);
  // The page's policy would refuse to run it here; it is for other pages.
  const press = (event) => {
    event.preventDefault();
    setPressed(true);
  };
  return html`<${Way} id="bookmark" icon="link">
    <p>${t('ways.bookmark.words')}</p>
    <p class="way-acts">
      <a class="primary bookmarklet" href=${bookmarklet} onClick=${press}>${t('ways.bookmark.name')}</a>
      <${CopyButton} text=${bookmarklet} label=${t('ways.bookmark.name')} />
    </p>
    <p class="way-hint" role="status">${t(pressed ? 'ways.bookmark.pressed' : 'ways.bookmark.hint')}</p>
  <//>`;
}

function Shortcut() {
  return html`<${Way} id="ios" icon="qr">
    <p>${t('ways.ios.words')}</p>
    <ol>
      <li><${Prose} text=${t('ways.ios.new')} /></li>
      <li><${Prose} text=${t('ways.ios.encode')} /></li>
      <li>
        <${Prose} text=${t('ways.ios.text')} />
        <${CopyLine} label=${t('ways.ios.address')} text=${address} />
      </li>
      <li><${Prose} text=${t('ways.ios.open')} /></li>
      <li><${Prose} text=${t('ways.ios.done')} /></li>
    </ol>
    <p><${Prose} text=${t('ways.ios.file')} /></p>
    <${CopyLine} label=${t('ways.ios.fileAddress')} text=${direct} />
    <p class="way-hint">${t('ways.ios.signed')}</p>
  <//>`;
}

function Shortcuts() {
  useStore(language);
  return html`<${Page} title=${t('ways.title')} phase="ready">
    <div class="page-head">
      <div>
        <h1>${t('ways.title')}</h1>
        <p class="way-hint">${t('ways.lead')}</p>
      </div>
    </div>
    <div class="ways">
      <${Install} />
      <${Bookmarklet} />
      <${Shortcut} />
      <${Way} id="keyword" icon="arrow">
        <p><${Prose} text=${t('ways.keyword.words')} /></p>
        <${CopyLine} label=${t('ways.keyword.address')} text=${`${address}%s`} />
      <//>
      <${Way} id="shell" icon="key">
        <p><${Prose} text=${t('ways.shell.words')} /></p>
        <${CopyLine} label="curl" words=${t('keys.copyCurl')} text=${line} />
        <p class="way-hint"><a href="/docs">${t('footer.api')}</a></p>
      <//>
    </div>
  <//>`;
}

learnMe();
await startLanguage();
render(html`<${Shortcuts} />`, /** @type {HTMLElement} */ (document.getElementById('app')));

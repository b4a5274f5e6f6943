import { html, render } from '../vendor/htm-preact.js';
import { startLanguage } from './i18n.js';
import { startRoute } from './route.js';
import { App } from './ui/app.js';

await startLanguage();
startRoute();
render(html`<${App} />`, document.getElementById('app'));
document.getElementById('url').focus({ preventScroll: true });

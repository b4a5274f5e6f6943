import { html, render } from '../vendor/htm-preact.js';
import { learnMe, startLanguage } from './base.js';
import { createBoard } from './board.js';
import { follow } from './feed.js';
import { operators } from './operators.js';
import { Admin } from './ui/admin.js';

await Promise.all([startLanguage(), learnMe()]);
const board = createBoard({ operators, follow });
board.start();
render(
  html`<${Admin} board=${board} />`,
  /** @type {HTMLElement} */ (document.getElementById('app')),
);

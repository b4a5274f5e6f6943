import { html, render } from '../vendor/htm-preact.js';
import { learnMe, me, startLanguage } from './base.js';
import { follow } from './feed.js';
import { createLedger } from './ledger.js';
import { navigate } from './navigate.js';
import { people } from './people.js';
import { say } from './route.js';
import { Mine } from './ui/mine.js';
import { createUndo } from './undo.js';

const undo = createUndo();
const ledger = createLedger({ people, follow, undo, navigate, say });

const learned = learnMe();
await startLanguage();
render(
  html`<${Mine} ledger=${ledger} undo=${undo} />`,
  /** @type {HTMLElement} */ (document.getElementById('app')),
);
await learned;
// Guests share an address with others: they have no list of their own.
if (me.value?.kind === 'guest') ledger.startAsGuest();
else ledger.start();

import { html, render } from '../vendor/htm-preact.js';
import { learnMe, startLanguage } from './base.js';
import { Account } from './ui/account.js';

// What the address asks for: an invitation, a link for a new password, where to go after logging
// in. They are secrets or private: they leave the address bar, and behind a `#` no server sees them.
const given = [location.search, location.hash.slice(1)].map((text) => new URLSearchParams(text));
const ask = (name) => given.map((each) => each.get(name)).find(Boolean) ?? null;
const asked = { invite: ask('invite'), reset: ask('reset'), back: ask('back'), to: ask('to') };
if (location.search || location.hash) history.replaceState(null, '', location.pathname);

await Promise.all([startLanguage(), learnMe()]);
render(
  html`<${Account} asked=${asked} />`,
  /** @type {HTMLElement} */ (document.getElementById('app')),
);

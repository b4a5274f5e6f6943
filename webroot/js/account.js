import { html, render } from '../vendor/htm-preact.js';
import { learnMe, startLanguage } from './base.js';
import { people } from './people.js';
import { Account } from './ui/account.js';

// What the address asks for: an invitation, a link for a new password, where to go after logging
// in. They are secrets or private: they leave the address bar, and behind a `#` no server sees them.
const given = [location.search, location.hash.slice(1)].map((text) => new URLSearchParams(text));
const ask = (name) => given.map((each) => each.get(name)).find(Boolean) ?? null;
const asked = {
  ...{ invite: ask('invite'), reset: ask('reset'), back: ask('back'), to: ask('to') },
  ...{ login: ask('login'), confirmed: false },
};
const confirm = ask('confirm');
if (location.search || location.hash) history.replaceState(null, '', location.pathname);

// A letter's link confirms its address by being opened.
async function confirmAddress() {
  if (!confirm) return;
  try {
    await people.confirmEmail(confirm);
    asked.confirmed = true;
  } catch (problem) {
    asked.login = problem.code;
  }
}

const show = (known) =>
  render(
    html`<${Account} asked=${asked} known=${known} />`,
    /** @type {HTMLElement} */ (document.getElementById('app')),
  );

const learned = confirmAddress().then(learnMe);
await startLanguage();
show(false);
await learned;
show(true);

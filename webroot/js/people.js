// The part of the API that is about oneself.
import { call, named } from './api.js';

/** @typedef {import('./contract-types.js').components['schemas']} Schemas */

const auth = '/api/auth';
const links = '/api/streaming/tokens';
const past = '/api/streaming/history';
const keys = '/api/keys';
// Argon2id takes its time on a busy server.
const within = 35_000;

export const people = {
  /** @param {Schemas['LoginRequest']} body @returns {Promise<Schemas['Me']>} */
  login: (body) => call('POST', `${auth}/login`, { body, within }),
  /** @param {Schemas['RegisterRequest']} body @returns {Promise<Schemas['Me']>} */
  register: (body) => call('POST', `${auth}/register`, { body, within }),
  logout: () => call('POST', `${auth}/logout`),
  /** @param {Schemas['ResetRequest']} body */
  reset: (body) => call('POST', `${auth}/reset`, { body, within }),
  /** @param {string} email */
  askReset: (email) => call('POST', `${auth}/reset/mail`, { body: { email } }),
  /** @param {Schemas['EmailRequest']} body */
  changeEmail: (body) => call('POST', `${auth}/email`, { body, within }),
  sendConfirmation: () => call('POST', `${auth}/email/send`),
  /** @param {string} link */
  confirmEmail: (link) => call('POST', `${auth}/email/confirm`, { body: { link } }),
  /** @returns {Promise<Schemas['LoginPage']>} */
  beginProvider: () => call('POST', `${auth}/oidc`),
  /** @returns {Promise<Schemas['LoginPage']>} */
  linkProvider: () => call('POST', `${auth}/oidc/link`),
  unlinkProvider: () => call('DELETE', `${auth}/oidc/link`),
  /** @param {Schemas['PasswordRequest']} body */
  changePassword: (body) => call('POST', `${auth}/password`, { body, within }),

  /** @returns {Promise<Schemas['Sessions']>} */
  sessions: () => call('GET', `${auth}/sessions`),
  endSession: (id) => call('DELETE', `${auth}/sessions/${named(id)}`),
  endOtherSessions: () => call('DELETE', `${auth}/sessions`),

  /** @returns {Promise<Schemas['Enrolment']>} */
  enrol: () => call('POST', `${auth}/second-factor`),
  /** @param {Schemas['CodeRequest']} body @returns {Promise<Schemas['RecoveryCodes']>} */
  confirm: (body) => call('POST', `${auth}/second-factor/confirm`, { body }),
  /** @param {Schemas['ProofRequest']} body */
  disenrol: (body) => call('POST', `${auth}/second-factor/remove`, { body, within }),

  /** @returns {Promise<Schemas['Keys']>} */
  keys: () => call('GET', keys),
  /** @param {Schemas['KeyRequest']} body @returns {Promise<Schemas['Key']>} */
  makeKey: (body) => call('POST', keys, { body }),
  endKey: (id) => call('DELETE', `${keys}/${named(id)}`),

  /** @returns {Promise<Schemas['Export']>} */
  exported: () => call('GET', `${auth}/export`),
  /** @param {Schemas['ProofRequest']} body */
  leave: (body) => call('POST', `${auth}/delete`, { body, within }),

  /** @returns {Promise<Schemas['Allowance']>} */
  allowance: () => call('GET', '/api/streaming/usage'),
  /** @returns {Promise<Schemas['Links']>} */
  links: () => call('GET', links),
  dropLink: (id) => call('DELETE', `${links}/${named(id)}`),
  /** @returns {Promise<Schemas['Issued']>} */
  renewLink: (id) => call('POST', `${links}/${named(id)}/refresh`),
  /** @returns {Promise<Schemas['History']>} */
  history: () => call('GET', past),
  // A page that is left may still say it.
  forget: (id) => call('DELETE', `${past}/${named(id)}`, { keepalive: true }),
  forgetAll: () => call('DELETE', past, { keepalive: true }),
};

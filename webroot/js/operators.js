// The part of the API that is for operators.
import { call, named } from './api.js';

/** @typedef {import('./contract-types.js').components['schemas']} Schemas */

const users = '/api/admin/users';
const invites = '/api/admin/invites';
const queue = '/api/admin/queue';
const schedules = `${queue}/schedules`;
const versions = '/api/admin/yt-dlp';
const hooks = '/api/admin/webhooks';
const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

export const operators = {
  /** @returns {Promise<Schemas['Charts']>} */
  charts: (minutes) => call('GET', `/api/admin/charts${query({ minutes })}`),
  /** @returns {Promise<Schemas['Sites']>} */
  sites: () => call('GET', '/api/admin/sites'),
  stopStream: (id) => call('DELETE', `/api/admin/streams/${named(id)}`),

  /** @returns {Promise<Schemas['JobPage']>} */
  jobs: (state, after) => call('GET', `${queue}/jobs${query({ state, after, limit: 20 })}`),
  /** @returns {Promise<Schemas['JobWithLog']>} */
  job: (id) => call('GET', `${queue}/jobs/${named(id)}`),
  endJob: (id) => call('DELETE', `${queue}/jobs/${named(id)}`),
  pause: () => call('POST', `${queue}/pause`),
  resume: () => call('POST', `${queue}/resume`),
  drain: () => call('POST', `${queue}/drain`),
  retryDead: (ids) => call('POST', `${queue}/dead/retry`, { body: { ids } }),
  dropDead: (ids) => call('POST', `${queue}/dead/drop`, { body: { ids } }),
  /** @param {Schemas['QueueLimit']} body */
  limit: (body) => call('PUT', `${queue}/limits`, { body }),
  slow: (site, seconds) => call('POST', `${queue}/slow`, { body: { site, seconds } }),
  /** @returns {Promise<Schemas['QueueSchedules']>} */
  schedules: () => call('GET', schedules),
  /** @param {Partial<Schemas['NewSchedule']>} body @returns {Promise<Schemas['QueueSchedules']>} */
  keepSchedule: (name, body) => call('PUT', `${schedules}/${named(name)}`, { body }),
  endSchedule: (name) => call('DELETE', `${schedules}/${named(name)}`),

  /** @returns {Promise<Schemas['Accounts']>} */
  users: (search, after) => call('GET', `${users}${query({ search, after, limit: 20 })}`),
  /** @param {Schemas['UserRequest']} body @returns {Promise<Schemas['Account']>} */
  changeUser: (id, body) => call('PATCH', `${users}/${named(id)}`, { body }),
  deleteUser: (id) => call('DELETE', `${users}/${named(id)}`),
  /** @returns {Promise<Schemas['ResetLink']>} */
  offerReset: (id) => call('POST', `${users}/${named(id)}/reset`),

  /** @returns {Promise<Schemas['Invites']>} */
  invites: () => call('GET', invites),
  /** @param {Schemas['InviteRequest']} body @returns {Promise<Schemas['Invite']>} */
  invite: (body) => call('POST', invites, { body }),
  uninvite: (id) => call('DELETE', `${invites}/${named(id)}`),

  /** @returns {Promise<Schemas['YtDlpVersions']>} */
  versions: () => call('GET', versions),
  checkVersions: () => call('POST', `${versions}/check`),
  useVersion: (version) => call('POST', `${versions}/use/${named(version)}`),
  forgetVersion: (version) => call('POST', `${versions}/forget/${named(version)}`),
  rollBack: () => call('POST', `${versions}/rollback`),

  /** @returns {Promise<Schemas['Webhooks']>} */
  hooks: () => call('GET', hooks),
  testHook: (webhook) => call('POST', `${hooks}/test`, { body: { webhook } }),
  enableHook: (webhook) => call('POST', `${hooks}/enable`, { body: { webhook } }),
  /** @returns {Promise<Schemas['Deliveries']>} */
  deliveries: () => call('GET', `${hooks}/deliveries`),
  retryDeliveries: (ids) => call('POST', `${hooks}/retry`, { body: { ids } }),

  /** @returns {Promise<Schemas['Audit']>} */
  audit: (before) => call('GET', `/api/admin/audit${query({ before, limit: 20 })}`),
  /** @returns {Promise<Schemas['Refusals']>} */
  refusals: () => call('GET', '/api/admin/refusals'),
};

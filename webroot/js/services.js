import { createAnalysis } from './analysis.js';
import { api } from './api.js';
import { createBatch } from './batch.js';
import { createDownloads } from './downloads.js';
import { t } from './i18n.js';
import { createStore } from './store.js';
import { createWatcher, watchesAtOnce } from './watch.js';

/** What a screen reader is told; each text is said once. */
export const spoken = createStore('');
export const say = (key, values) => spoken.set(t(key, values));

/** Whether the browser has a network at all. */
export const online = createStore(navigator.onLine);
addEventListener('online', () => online.set(true));
addEventListener('offline', () => online.set(false));

/** Hands an address to the browser's own download manager. */
function navigate(url, fileName) {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

export const analysis = createAnalysis(api);
export const batch = createBatch(api);
export const downloads = createDownloads({
  api,
  navigate,
  say,
  watcher: createWatcher({ limit: watchesAtOnce() }),
});

import { createAnalysis } from './analysis.js';
import { api } from './api.js';
import { createBatch } from './batch.js';
import { createDownloads } from './downloads.js';
import { navigate } from './navigate.js';
import { analysed, say } from './route.js';
import { createWatcher, watchesAtOnce } from './watch.js';

export const analysis = createAnalysis(api, analysed);
export const batch = createBatch(api);
export const downloads = createDownloads({
  api,
  navigate,
  say,
  watcher: createWatcher({ limit: watchesAtOnce() }),
});

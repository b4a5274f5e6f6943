import { createAnalysis } from './analysis.js';
import { api } from './api.js';
import { createBatch } from './batch.js';
import { createDownloads } from './downloads.js';
import { analysed, say } from './route.js';
import { createWatcher, watchesAtOnce } from './watch.js';

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

export const analysis = createAnalysis(api, analysed);
export const batch = createBatch(api);
export const downloads = createDownloads({
  api,
  navigate,
  say,
  watcher: createWatcher({ limit: watchesAtOnce() }),
});

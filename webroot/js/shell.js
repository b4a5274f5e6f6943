const WORKER = '/sw.js';

/** Lets the browser keep the page's own files, so that it opens without a network. */
export async function keepShell() {
  /** @type {any} */
  const { trustedTypes } = window;
  const policy = trustedTypes?.createPolicy('shell', { createScriptURL: () => WORKER });
  try {
    // Only pages that came by https, or of this machine, may.
    await navigator.serviceWorker?.register(policy?.createScriptURL(WORKER) ?? WORKER);
  } catch {
    // Not kept; the page works all the same.
  }
}

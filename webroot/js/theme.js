// A classic script in the head: the colours must be known before the first paint.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('tvn.theme');
  } catch {
    // Storage is off: the system's colours are used.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();

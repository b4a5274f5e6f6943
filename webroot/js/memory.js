// What the browser remembers between visits. Storage can be switched off: then nothing is kept.

export function recall(name) {
  try {
    return localStorage.getItem(`tvn.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(`tvn.${name}`);
    else localStorage.setItem(`tvn.${name}`, value);
  } catch {
    // Not kept; the page works all the same.
  }
}

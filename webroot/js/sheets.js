// The sheets of a storyboard, each loaded when it is needed.

const KEPT = 16;

const load = (address) =>
  new Promise((done) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => done(null);
    image.src = address;
  });

/**
 * Gives sheets by their number: one is loaded after the other, since the server lets one person
 * have few at once. One that cannot be had is null, and so are all after it.
 */
export function createSheets(addressOf, loading = load) {
  const known = new Map();
  let last = Promise.resolve(/** @type {HTMLImageElement?} */ (null));
  let broken = false;

  async function next(n) {
    const sheet = broken ? null : await loading(addressOf(n));
    broken ||= sheet === null;
    return sheet;
  }

  return (n) => {
    if (!known.has(n)) {
      last = last.then(() => next(n));
      known.set(n, last);
      if (known.size > KEPT) known.delete(known.keys().next().value);
    }
    return known.get(n);
  };
}

// What a User-Agent field tells of a browser and its system. Pure.

const BROWSERS = [
  ['Edge', /\bEdg/],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /SamsungBrowser/],
  ['Firefox', /Firefox|FxiOS/],
  ['Chrome', /Chrome|CriOS/],
  ['Safari', /Safari/],
  ['curl', /^curl/],
];

const SYSTEMS = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux|X11/],
];

const firstOf = (list, text) => list.find(([, pattern]) => pattern.test(text))?.[0];

/** "Firefox · Linux" of what a browser says of itself; what is not known is told as it is. */
export function deviceOf(agent) {
  const known = [firstOf(BROWSERS, agent), firstOf(SYSTEMS, agent)].filter(Boolean);
  return known.length > 0 ? known.join(' · ') : agent.slice(0, 60);
}

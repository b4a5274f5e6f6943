// The part of a video that a person asks for, as it is typed. Pure.

const TIME = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6})(?:[.,](\d{1,3}))?$/;

/** "1:02.5" is 62.5 seconds; null when it is empty, NaN when it is no time. */
export function seconds(text) {
  if (text.trim() === '') return null;
  const match = TIME.exec(text.trim());
  if (!match) return NaN;
  const [, h = 0, m = 0, s, fraction = ''] = match;
  if (match[2] !== undefined && Number(s) > 59) return NaN;
  if (match[1] !== undefined && Number(m) > 59) return NaN;
  const millis = Number(fraction.padEnd(3, '0'));
  return ((Number(h) * 60 + Number(m)) * 60 + Number(s)) + millis / 1000;
}

/**
 * What two texts ask for: `clip` for the API, null for all of it; or which of them is `wrong`, and
 * the name of the sentence that says why.
 */
export function clipOf({ start, end }, duration) {
  const [from, to] = [seconds(start), seconds(end)];
  const wrong = (field, why) => ({ clip: null, wrong: field, why: `clip.wrong.${why}` });
  if (Number.isNaN(from)) return wrong('start', 'time');
  if (Number.isNaN(to)) return wrong('end', 'time');
  if (duration && from !== null && from >= duration) return wrong('start', 'beyond');
  if (duration && to !== null && to > Math.ceil(duration)) return wrong('end', 'beyond');
  if (to !== null && to <= (from ?? 0)) return wrong('end', 'order');
  if (from === null && to === null) return { clip: null, wrong: null };
  const clip = { ...(from === null ? {} : { start: from }), ...(to === null ? {} : { end: to }) };
  return { clip, wrong: null };
}

/**
 * How long a clip is, in seconds; null when the video's own length would have to be known.
 * @param {{start?: number, end?: number}} clip
 * @param {number} [duration]
 */
export function lengthOf({ start = 0, end }, duration) {
  const until = end ?? duration;
  return until ? until - start : null;
}

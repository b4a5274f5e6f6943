// Two handles on a time line, and the small pictures along it. Pure.
import { seconds } from './clip.js';

/** How far an arrow key moves a handle, in seconds. */
export const stepOf = (duration) => (duration < 60 ? 0.1 : 1);

/** 62.5 is "1:02.5": a time as it can be typed. */
export function timeText(time) {
  const millis = Math.round(time * 1000);
  const whole = Math.floor(millis / 1000);
  const two = (n) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const rest = millis % 1000;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`;
  return `${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}${fraction}`;
}

/** Where the handles stand, in seconds; what was typed and is no time in the video moves none. */
export function handlesOf({ start, end }, duration) {
  const inside = (text, otherwise) => {
    const time = seconds(text);
    return time === null || Number.isNaN(time) ? otherwise : Math.min(time, duration);
  };
  return { start: inside(start, 0), end: inside(end, duration) };
}

/** The texts of both fields after a handle was moved; at the ends of the video they are empty. */
export function moved(texts, name, to, duration) {
  const step = stepOf(duration);
  const { start, end } = handlesOf(texts, duration);
  // At an end it stands there, whatever the steps come to.
  const near = to >= duration ? duration : Math.round(to / step) * step;
  if (name === 'start') {
    const time = Math.max(0, Math.min(near, end - step));
    return { ...texts, start: time < step / 2 ? '' : timeText(time) };
  }
  const time = Math.min(duration, Math.max(near, start + step));
  return { ...texts, end: time >= duration ? '' : timeText(time) };
}

/** Where a key moves a handle to; null for one that does not. */
export function keyed(key, at, duration) {
  const step = stepOf(duration);
  const page = Math.max(step, Math.round(duration / 10 / step) * step);
  const moves = {
    ...{ ArrowRight: at + step, ArrowUp: at + step, ArrowLeft: at - step, ArrowDown: at - step },
    ...{ PageUp: at + page, PageDown: at - page, Home: 0, End: duration },
  };
  return moves[key] ?? null;
}

/** Which picture of a storyboard shows that time: the number of its sheet, and its place there. */
export function pictureAt({ columns, rows, seconds: each, sheets }, time) {
  const onSheet = columns * rows;
  const n = Math.min(Math.max(0, Math.floor(time / each)), sheets * onSheet - 1);
  const place = n % onSheet;
  return { sheet: Math.floor(n / onSheet), column: place % columns, row: Math.floor(place / columns) };
}

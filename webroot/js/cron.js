// Says in words when something is done again and again.
import { language, number, t } from './base.js';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
// A Sunday.
const WEEK = Date.UTC(2023, 0, 1);
const HOUR = 3_600_000;

/** From long to short, in seconds. */
const UNITS = { day: 86_400, hour: 3_600, minute: 60, second: 1 };

/** 5400 is "90 minutes": as many of the largest unit that there is a whole number of. */
export function lasting(seconds) {
  const [unit, length] = Object.entries(UNITS).find(([, each]) => seconds % each === 0) ?? ['second', 1];
  return number(seconds / length, { style: 'unit', unit, unitDisplay: 'long' });
}

const whole = (text, most) => (/^\d{1,2}$/.test(text) && Number(text) <= most ? Number(text) : null);

function weekday(text) {
  const named = DAYS.indexOf(text.toLowerCase());
  const day = named < 0 ? whole(text, 7) : named;
  return day === null ? null : day % 7;
}

/** The parts of a list, each read by `read`; null when there is one that it cannot read. */
function list(text, read) {
  const all = text.split(',').map(read);
  return all.includes(null) ? null : all;
}

/** The n of "every n", when the next hour or day begins with one, too. */
function step(text, total) {
  const n = text === '*' ? 1 : Number(text.match(/^\*\/(\d{1,2})$/)?.[1] ?? 0);
  return n > 0 && total % n === 0 ? n : null;
}

function weekdays(text) {
  const ends = text.split('-').map(weekday);
  if (ends.length === 2 && !ends.includes(null)) return { from: ends[0], to: ends[1] };
  const days = list(text, weekday);
  return days && { days };
}

/**
 * What simple ones of five fields of crontab(5) say: `seconds` from one time to the next, or the `minute` of `hours`, on a `day`
 * of the month or on `days` of the week; null when they are not simple.
 */
export function simple(cron) {
  const [minutes, hours, day, month, weekly, ...more] = cron.trim().split(/\s+/);
  if (weekly === undefined || more.length > 0 || month !== '*') return null;
  const daily = day === '*' && weekly === '*';
  const often = step(minutes, 60);
  if (often) return daily && hours === '*' ? { seconds: often * 60 } : null;
  const minute = whole(minutes, 59);
  if (minute === null) return null;
  const distance = step(hours, 24);
  if (distance) return daily ? { minute, seconds: distance * 3600 } : null;
  const at = list(hours, (each) => whole(each, 23));
  if (!at) return null;
  if (daily) return { minute, hours: at };
  if (weekly === '*') return whole(day, 31) ? { minute, hours: at, day: Number(day) } : null;
  const days = day === '*' && weekdays(weekly);
  return days ? { minute, hours: at, ...days } : null;
}

const dayName = (n) =>
  new Intl.DateTimeFormat(language.value, { weekday: 'long', timeZone: 'UTC' }).format(WEEK + n * 24 * HOUR);

/** The five fields in words, or null. */
export function cronWords(cron) {
  const found = simple(cron);
  if (!found) return null;
  const { seconds, minute, hours, day, days, from, to } = found;
  if (seconds && minute === undefined) return t('op.plan.each', { time: lasting(seconds) });
  if (seconds) return t('op.plan.eachAt', { time: lasting(seconds), m: minute });
  const listed = new Intl.ListFormat(language.value);
  const clock = new Intl.DateTimeFormat(language.value, { timeStyle: 'short', timeZone: 'UTC' });
  const at = listed.format(hours.map((hour) => clock.format(WEEK + hour * HOUR + minute * 60_000)));
  if (day) return t('op.plan.monthly', { day, at });
  if (days) return t('op.plan.weekly', { days: listed.format(days.map(dayName)), at });
  if (from === undefined) return t('op.plan.daily', { at });
  return t('op.plan.weekly', { days: t('op.plan.range', { from: dayName(from), to: dayName(to) }), at });
}

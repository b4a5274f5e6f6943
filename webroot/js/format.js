import { has, language, number, t } from './base.js';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** 34200000 is "34.2 MB": decimal units, as the name MB says. */
export function bytes(n) {
  let unit = 0;
  let value = n;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${number(value, { maximumFractionDigits: digits })} ${UNITS[unit]}`;
}

/** A Size of the API in words. */
export function size({ bytes: n, kind }) {
  if (kind === 'unknown' || n === undefined) return t('size.unknown');
  return kind === 'estimated' ? t('size.about', { size: bytes(n) }) : bytes(n);
}

/** 3725 is "1:02:05". */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** 75 is "1 min 15 s". */
export function span(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (h > 0) return t('time.hours', { h, m });
  return m > 0 ? t('time.minutes', { m, s }) : t('time.seconds', { s });
}

/** The hour of day of an RFC 3339 time, here. */
export function hour(time) {
  return new Intl.DateTimeFormat(language.value, { timeStyle: 'short' }).format(new Date(time));
}

export function percent(share) {
  return number(share, { style: 'percent', maximumFractionDigits: 0 });
}

/** Bits a second. */
export function bitrate(n) {
  return n >= 1e6
    ? `${number(n / 1e6, { maximumFractionDigits: 1 })} Mb/s`
    : `${number(Math.round(n / 1000))} kb/s`;
}

/** `avc1.64001f` is H.264: what people call a codec. */
export function codec(rfc6381) {
  /** @type {[RegExp, string][]} */
  const names = [
    [/^avc|^h264/i, 'H.264'],
    [/^hev|^hvc|^h265/i, 'H.265'],
    [/^av01|^av1/i, 'AV1'],
    [/^vp0?9/i, 'VP9'],
    [/^vp0?8/i, 'VP8'],
    [/^mp4a|^aac/i, 'AAC'],
    [/^opus/i, 'Opus'],
    [/^vorbis/i, 'Vorbis'],
    [/^mp3/i, 'MP3'],
    [/^(ac-3|ec-3|ac3|eac3)/i, 'Dolby'],
    [/^flac/i, 'FLAC'],
  ];
  const known = names.find(([pattern]) => pattern.test(rfc6381));
  return known ? known[1] : rfc6381.split('.')[0];
}

/** The day of an RFC 3339 time, here: "today", "yesterday", or its date. */
export function day(time) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const ago = Math.round((midnight(new Date(time)) - midnight(new Date())) / 86_400_000);
  if (ago < -1 || ago > 0) return date(time);
  const words = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' }).format(ago, 'day');
  return words[0].toLocaleUpperCase(language.value) + words.slice(1);
}

/** The date of an RFC 3339 time, here. */
export function date(time) {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'long' }).format(new Date(time));
}

/** Date and hour of an RFC 3339 time, here. */
export function moment(time) {
  const style = /** @type {const} */ ({ dateStyle: 'medium', timeStyle: 'short' });
  return new Intl.DateTimeFormat(language.value, style).format(new Date(time));
}

/** A tier in words; an operator may name tiers as they like. */
export const tierName = (tier) => (has(`tier.${tier}`) ? t(`tier.${tier}`) : tier);

// What the presets and formats of an analysis mean to a person. Pure.

const NAMES = [
  [4320, '8k'],
  [2160, '4k'],
  [1440, '2k'],
  [1080, 'fullhd'],
  [720, 'hd'],
  [480, 'sd'],
];

const HEIGHTS = [4320, 2160, 1440, 1080, 720, 480, 360, 240, 144];

/**
 * The usual name of a picture's height, as the presets have it: a film of 1920x804 is sold as
 * 1080p, and so is an upright video of 1080x1920. 0 when not known.
 */
export function lines({ width, height }) {
  if (!height) return 0;
  const [short, long] = [Math.min(width ?? height, height), Math.max(width ?? 0, height)];
  const real = width ? Math.max(short, (long * 9) / 16) : height;
  const off = (candidate) => Math.abs(Math.log(real / candidate));
  return HEIGHTS.reduce((best, each) => (off(each) < off(best) ? each : best));
}

/** What the trade calls that many lines; null for what has no proud name. */
export function qualityName(pixels) {
  return NAMES.find(([least]) => pixels >= least)?.[1] ?? null;
}

const IN_FORM = { mp3: /^mp3|^mp4a\.6[9b]/i, m4a: /^aac|^mp4a(?!\.6[9b])/i, opus: /^opus/i, flac: /^flac/i };

/** Whether the sound of a preset of lane `convert` is in its form already, and stays as it is. */
export function keepsSound(preset, formats) {
  const format = formats.find(({ id }) => preset.formats.includes(id));
  return Boolean(IN_FORM[preset.id]?.test(format?.audioCodec ?? ''));
}

/** What tells the presets of one form of sound apart: `mp3-320` is of 320 kbit/s. */
export const bitrateOf = ({ id }) => id.match(/-(\d+)$/)?.[1] ?? null;

/** The key of the words for how a preset arrives. */
export function laneWords({ lane, resumable, size }) {
  if (resumable) return size.kind === 'exact' ? 'lane.exactResumable' : 'lane.resumable';
  return `lane.${lane}`;
}

const byHeight = (a, b) => (b.height ?? 0) - (a.height ?? 0);

/**
 * The presets in the order of the page: the one that plays everywhere first, the best beside it,
 * then the rest, then audio as the site has it, then what is made of it.
 */
export function arrange(presets) {
  const videos = presets.filter((preset) => preset.kind === 'video').sort(byHeight);
  const recommended = videos.find((preset) => preset.compatible) ?? null;
  const tops = videos.filter((preset) => preset.height === videos[0].height);
  const top = tops.find((preset) => !preset.compatible) ?? tops[0] ?? null;
  const best = top === recommended ? null : top;
  return {
    recommended,
    best,
    others: videos.filter((preset) => preset !== recommended && preset !== best),
    audio: presets.filter(({ kind, lane }) => kind === 'audio' && lane !== 'convert'),
    converted: presets.filter(({ kind, lane }) => kind === 'audio' && lane === 'convert'),
  };
}

export const hasVideo = (format) => Boolean(format.videoCodec) || !format.audioCodec;
export const hasAudio = (format) => Boolean(format.audioCodec) || !format.videoCodec;
const alone = (format) => hasVideo(format) && hasAudio(format);

/** The pick after a person touched `format`: one whole form, or one of video and one of audio. */
export function pick(picked, format) {
  if (picked.some((each) => each.id === format.id)) {
    return picked.filter((each) => each.id !== format.id);
  }
  if (alone(format)) return [format];
  const kept = picked.filter((each) => !alone(each) && hasVideo(each) !== hasVideo(format));
  return [...kept, format].sort((a, b) => Number(hasVideo(b)) - Number(hasVideo(a)));
}

/** The size of a pick. Joining adds and removes bytes, so two are never exact. */
export function sizeOf(picked) {
  if (picked.length === 1) return picked[0].size;
  if (picked.some((each) => each.size.kind === 'unknown')) return { kind: 'unknown' };
  return { kind: 'estimated', bytes: picked.reduce((sum, each) => sum + each.size.bytes, 0) };
}

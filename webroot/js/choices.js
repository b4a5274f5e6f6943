// What the presets and formats of an analysis mean to a person. Pure.

const NAMES = [
  [4320, '8k'],
  [2160, '4k'],
  [1440, '2k'],
  [1080, 'fullhd'],
  [720, 'hd'],
  [480, 'sd'],
];

/** The short side in pixels, which is what "1080p" names for upright videos too. */
export function lines(preset, formats) {
  const format = formats.find((each) => preset.formats.includes(each.id) && each.height);
  const height = preset.height ?? format?.height;
  if (!height) return null;
  return format?.width && format.height === height ? Math.min(format.width, height) : height;
}

/** What the trade calls that many lines; null for what has no proud name. */
export function qualityName(pixels) {
  // 1916x1076 is still sold as Full HD.
  return NAMES.find(([least]) => pixels >= least * 0.9)?.[1] ?? null;
}

/** The key of the words for how a preset arrives. */
export function laneWords({ lane, resumable, size }) {
  if (resumable) return size.kind === 'exact' ? 'lane.exactResumable' : 'lane.resumable';
  return `lane.${lane}`;
}

const byHeight = (a, b) => (b.height ?? 0) - (a.height ?? 0);

/**
 * The presets in the order of the page: the one that plays everywhere first, the best beside it,
 * then the rest, then audio.
 */
export function arrange(presets) {
  const videos = presets.filter((preset) => preset.kind === 'video').sort(byHeight);
  const recommended = videos.find((preset) => preset.compatible) ?? null;
  const top = videos.find((preset) => preset.id === 'best') ?? videos[0];
  const best = top && top !== recommended && beats(top, recommended) ? top : null;
  return {
    recommended,
    best,
    others: videos.filter((preset) => preset !== recommended && preset !== best),
    audio: presets.filter((preset) => preset.kind === 'audio'),
  };
}

function beats(top, recommended) {
  if (!recommended) return true;
  const higher = (top.height ?? 0) > (recommended.height ?? 0);
  return higher || top.id === 'best';
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
  return [...kept, format].sort((a, b) => hasVideo(b) - hasVideo(a));
}

/** The size of a pick. Joining adds and removes bytes, so two are never exact. */
export function sizeOf(picked) {
  if (picked.length === 1) return picked[0].size;
  if (picked.some((each) => each.size.kind === 'unknown')) return { kind: 'unknown' };
  return { kind: 'estimated', bytes: picked.reduce((sum, each) => sum + each.size.bytes, 0) };
}

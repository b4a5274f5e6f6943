// Which presets a browser can play, and which one is shown first. Pure.

const CONTAINERS = {
  ...{ mp4: 'mp4', m4a: 'mp4', webm: 'webm', mp3: 'mpeg', mkv: 'x-matroska' },
  ...{ opus: 'ogg', ogg: 'ogg', flac: 'flac', wav: 'wav' },
};
/** Lines of a picture that starts soon and still shows what it is. */
const ENOUGH = 480;

/** The type of a preset as RFC 6381 has it; null when its container is not known. */
export function typeOf({ kind, ext, lane, formats: ids }, formats) {
  const container = CONTAINERS[ext];
  if (!container) return null;
  const type = `${kind === 'audio' ? 'audio' : 'video'}/${container}`;
  // Sound that is made anew has no codec of the site's.
  if (lane === 'convert') return type;
  const parts = formats.filter(({ id }) => ids.includes(id));
  const codecs = parts.flatMap(({ videoCodec, audioCodec }) => [videoCodec, audioCodec]);
  const known = [...new Set(codecs)].filter((codec) => codec && codec !== 'unknown');
  return known.length > 0 ? `${type}; codecs="${known.join(', ')}"` : type;
}

/** Those that `canPlay` says yes or perhaps to. */
export const playable = (presets, formats, canPlay) =>
  presets.filter((preset) => {
    const type = typeOf(preset, formats);
    return type !== null && canPlay(type) !== '';
  });

/** What is shown first: one that can jump before one that cannot, then the nearest to 480 lines. */
export function firstOf(presets) {
  const rank = ({ kind, resumable, height }) =>
    (kind === 'audio' ? 1e6 : 0) + (resumable ? 0 : 1e5) + Math.abs((height ?? 0) - ENOUGH);
  return [...presets].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

import { useEffect, useState } from '../../vendor/htm-preact.js';
import { api } from '../api.js';

/** Who types a time is not done with each key. */
const SETTLED_AFTER = 400;

/** What an analysis tells of these is a guess: their lists of parts are read when they are planned. */
const isGuess = ({ lane, size }) => (lane === 'mux' || lane === 'segments') && size.kind !== 'exact';

/**
 * What presets are for a part of the video, or for all of it where the analysis could only guess:
 * gives a function that puts the lane and the size into a preset. The server is asked for one after
 * the other, and no more once it refuses.
 */
export function usePlanned(presets, requestId, more) {
  const part = Boolean(more?.clip);
  const asked = part ? presets : presets.filter(isGuess);
  const wanted = more && asked.length > 0 ? JSON.stringify(part ? more : {}) : '';
  const [known, set] = useState({ wanted: '', byId: {} });
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    const learn = (id, { fileName, lane, size, resumable }) =>
      set((before) => ({
        wanted,
        byId: {
          ...(before.wanted === wanted ? before.byId : {}),
          // A part may come in another container than the whole.
          [id]: { ext: fileName.slice(fileName.lastIndexOf('.') + 1), lane, size, resumable },
        },
      }));
    const ask = async () => {
      for (const { id } of asked) {
        const planned = await api
          .plan({ requestId, preset: id, ...JSON.parse(wanted) })
          .catch(() => null);
        if (left || !planned) return;
        learn(id, planned);
      }
    };
    const timer = setTimeout(ask, SETTLED_AFTER);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [wanted, requestId]);
  const byId = known.wanted === wanted ? known.byId : {};
  const unasked = part ? { size: { kind: 'unknown' } } : {};
  return (preset) => ({ ...preset, ...unasked, ...byId[preset.id] });
}

import { useEffect, useState } from '../../vendor/htm-preact.js';
import { api } from '../api.js';

/** Who types a time is not done with each key. */
const SETTLED_AFTER = 400;

/**
 * What presets are for a part of the video: gives a function that puts the lane and the size of the
 * part into a preset. The server is asked for one after the other, and no more once it refuses.
 */
export function usePlanned(presets, requestId, more) {
  const wanted = more?.clip ? JSON.stringify(more) : '';
  const [known, set] = useState({ wanted: '', byId: {} });
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    const learn = (id, { lane, size, resumable }) =>
      set((before) => ({
        wanted,
        byId: {
          ...(before.wanted === wanted ? before.byId : {}),
          [id]: { lane, size, resumable },
        },
      }));
    const ask = async () => {
      for (const { id } of presets) {
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
  if (!wanted) return (preset) => preset;
  const byId = known.wanted === wanted ? known.byId : {};
  return (preset) => ({ ...preset, size: { kind: 'unknown' }, ...byId[preset.id] });
}

const WINDOW = 5_000;

/** Speed and time left of one download, from the server's progress events. */
export function createMeter() {
  let samples = [];
  let stream = null;

  return {
    /**
     * Takes an event; gives position, total (the promised one where the event has none), speed in
     * bytes a second and seconds left, the last two null while they cannot be known.
     */
    take({ streamId, position, total, at }, promised) {
      const now = Date.parse(at);
      if (streamId !== stream) samples = [];
      stream = streamId;
      samples.push({ now, position });
      while (samples.length > 2 && now - samples[0].now > WINDOW) samples.shift();
      const [first] = samples;
      const seconds = (now - first.now) / 1000;
      const speed = seconds > 0.2 ? (position - first.position) / seconds : null;
      const whole = total ?? promised ?? null;
      const left = whole !== null && speed ? Math.max(0, whole - position) / speed : null;
      return { position, total: whole, exact: total !== undefined, speed, left };
    },
  };
}

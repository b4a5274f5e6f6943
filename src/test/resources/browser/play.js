async (files) => {
  // Loads each file into a <video>, jumps about in it, plays its end, and tells what was seen.
  const told = (video, event) =>
    new Promise((done, fail) => {
      video.addEventListener(event, () => done(), { once: true });
      video.addEventListener('error', () => fail(new Error(video.error.message)), { once: true });
      setTimeout(() => fail(new Error(`no ${event}`)), 20_000);
    });

  /** The time of the next picture that is shown. */
  const picture = (video) =>
    Promise.race([
      new Promise((done) => video.requestVideoFrameCallback((_, { mediaTime }) => done(mediaTime))),
      new Promise((done) => setTimeout(() => done(-1), 5_000)),
    ]);

  /** Until what is known now is on the screen. */
  const painted = () =>
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  const jump = async (video, time) => {
    const there = told(video, 'seeked');
    const shown = picture(video);
    video.currentTime = time;
    await there;
    return shown;
  };

  /** The number that is written into a counted picture, a bit in each twenty of its columns. */
  const number = (video) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 96];
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0);
    let read = 0;
    for (let bit = 0; bit < 8; bit++) {
      read += context.getImageData(bit * 20 + 10, 48, 1, 1).data[1] > 127 ? 1 << bit : 0;
    }
    return read;
  };

  const play = async ({ url, jumps }) => {
    const video = document.createElement('video');
    video.muted = true;
    video.preload = 'auto';
    const shown = [];
    const numbers = [];
    try {
      const first = picture(video);
      video.src = url;
      document.body.append(video);
      await told(video, 'canplaythrough');
      const { duration, videoWidth: width } = video;
      if (width > 0) await first;
      await painted();
      numbers.push(number(video));
      for (const time of jumps) {
        shown.push(await jump(video, time));
        numbers.push(number(video));
      }
      await jump(video, Math.max(0, duration - 0.3));
      const ended = told(video, 'ended');
      await video.play();
      await ended;
      const { webkitVideoDecodedByteCount: pictures, webkitAudioDecodedByteCount: sound } = video;
      return { duration, width, shown, numbers, end: video.currentTime, pictures, sound };
    } catch (error) {
      return { error: error.message };
    } finally {
      video.removeAttribute('src');
      video.load();
      video.remove();
    }
  };

  const results = new Array(files.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < files.length; i = next++) {
      const playable = document.createElement('video').canPlayType(files[i].type);
      results[i] = { playable, ...(await play(files[i])) };
    }
  };
  await Promise.all([1, 2, 3, 4].map(work));
  return results;
}

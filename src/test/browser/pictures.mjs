// Pictures and sound for the fake server, made here: no file of them is kept.
import { crc32, deflateSync } from 'node:zlib';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A PNG (RFC 2083) of that size; `colour` gives `[red, green, blue]` of each pixel. */
export function png(width, height, colour) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(colour(x, y), y * (width * 3 + 1) + 1 + x * 3);
  }
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const end = Buffer.alloc(0);
  return Buffer.concat([
    ...[signature, chunk('IHDR', head)],
    ...[chunk('IDAT', deflateSync(rows)), chunk('IEND', end)],
  ]);
}

/** Sheet `n` of a storyboard: picture `i` of all is red to the degree of `i`, blue below. */
export const sheetOf = ({ columns, rows, width, height }, n) =>
  png(columns * width, rows * height, (x, y) => {
    const i = n * columns * rows + Math.floor(y / height) * columns + Math.floor(x / width);
    return [(i * 10) % 256, 90, y % height < height / 2 ? 60 : 160];
  });

/** A second of silence as WAV. */
export function sound() {
  const rate = 8_000;
  const whole = Buffer.alloc(44 + rate, 128);
  whole.write('RIFF', 0);
  whole.writeUInt32LE(36 + rate, 4);
  whole.write('WAVEfmt ', 8);
  whole.writeUInt32LE(16, 16);
  // PCM, one channel, so many samples and bytes a second, one byte a sample.
  whole.writeUInt16LE(1, 20);
  whole.writeUInt16LE(1, 22);
  whole.writeUInt32LE(rate, 24);
  whole.writeUInt32LE(rate, 28);
  whole.writeUInt16LE(1, 32);
  whole.writeUInt16LE(8, 34);
  whole.write('data', 36);
  whole.writeUInt32LE(rate, 40);
  return whole;
}

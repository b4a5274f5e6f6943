// The Internet of the cluster's test: pages that take a while, each with a file of its own.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export const SIZE = 12 * 1024 * 1024;
const SHIFTS = 4_096;
const DROP = 8_192;
const noise = randomBytes(SIZE + SHIFTS);

/** What the file of that name holds. */
function content(name) {
  const shift = createHash('sha256').update(name).digest().readUInt16BE() % SHIFTS;
  return noise.subarray(shift, shift + SIZE);
}

/** The SHA-256 of the file of that name, in hex. */
export const sumOf = (name) => createHash('sha256').update(content(name)).digest('hex');

function page(name, response) {
  const body = `<!doctype html><title>Video ${name}</title><video src="/file/${name}.mp4" type="video/mp4"></video>`;
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(body);
}

function file(name, request, response) {
  const all = content(name);
  const fields = { 'Content-Type': 'video/mp4', 'Accept-Ranges': 'bytes', ETag: `"${name}"` };
  const [, first, last] = request.headers.range?.match(/^bytes=(\d+)-(\d*)$/) ?? [];
  const from = Number(first ?? 0);
  const to = Math.min(Number(last || SIZE - 1), SIZE - 1);
  if (first) fields['Content-Range'] = `bytes ${from}-${to}/${SIZE}`;
  response.writeHead(first ? 206 : 200, { ...fields, 'Content-Length': to - from + 1 });
  if (request.method === 'HEAD') response.end();
  else if (name.startsWith('slow')) drip(all.subarray(from, to + 1), response);
  else response.end(all.subarray(from, to + 1));
}

/** So slowly that a client which takes all at once is soon told when it is cut off. */
function drip(rest, response) {
  let at = 0;
  const timer = setInterval(() => {
    response.write(rest.subarray(at, (at += DROP)));
    if (at >= rest.length) response.end();
  }, 50);
  response.on('close', () => clearInterval(timer));
}

/** Starts it; `/watch/NAME?after=MS` is a page that takes as long. Gives its address and an end. */
export async function startOrigin(host) {
  const server = createServer((request, response) => {
    response.on('error', () => {});
    const url = new URL(request.url, 'http://origin');
    const [, kind, name] = url.pathname.match(/^\/(watch|file)\/([\w-]+)(?:\.mp4)?$/) ?? [];
    if (kind === 'file') file(name, request, response);
    else if (kind) setTimeout(() => page(name, response), Number(url.searchParams.get('after') ?? 0));
    else response.writeHead(404).end();
  });
  server.listen(0, host);
  await once(server, 'listening');
  const stop = () => server.closeAllConnections() ?? server.close();
  return { url: `http://${host}:${server.address().port}`, stop };
}

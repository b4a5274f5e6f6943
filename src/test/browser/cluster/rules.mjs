// What must hold on all nodes together, whatever happens to them: limits, and that a link that is
// taken back stops its stream everywhere at once.
import { createHash } from 'node:crypto';
import { sumOf } from './origin.mjs';
import { LIMITS, pause } from './stage.mjs';

const AT_ONCE = 18;

/** Many ask at once, at all nodes: as many get a link as may have one, and not one more. */
export async function testLimits(load, report) {
  const address = `127.0.7.${(load.count % 250) + 1}`;
  const first = load.from(address);
  const { requestId } = await first.get('POST', '/api/streaming/analyze', { url: load.page().url });
  if ((await first.ended(requestId)) !== 'completed') throw new Error('its analysis failed');
  const asked = Array.from({ length: AT_ONCE }, () =>
    load.from(address).once('POST', '/api/streaming/token', { requestId, preset: 'best' }).catch(() => null),
  );
  const answers = (await Promise.all(asked)).filter(Boolean);
  const got = answers.filter(({ status }) => status === 201).map(({ body }) => body);
  if (got.length > LIMITS.tokensAtOnce) report.bad('limits', `${got.length} links at once`);
  else report.good('limits', got.length === LIMITS.tokensAtOnce ? 'exactly as many links' : 'fewer links');
  if (got.length > 0) await testStreams(load, address, got[0], report);
  await Promise.all(
    got.map(({ token }) => load.from(address).ask('DELETE', `/api/streaming/token/${token}`)),
  );
}

/** Opens more streams than may run; they are held by not being read. */
async function testStreams(load, address, { streamUrl }, report) {
  const opened = await Promise.all(
    Array.from({ length: 3 * LIMITS.streamsAtOnce }, () => open(load.from(address), streamUrl)),
  );
  const run = opened.filter((stream) => stream?.status === 200);
  if (run.length > LIMITS.streamsAtOnce) report.bad('limits', `${run.length} streams at once`);
  else report.good('limits', run.length === LIMITS.streamsAtOnce ? 'exactly as many streams' : 'fewer streams');
  opened.forEach((stream) => stream?.connection.abort());
}

/** Begins a stream and takes its first bytes only. */
async function open(client, path) {
  const connection = new AbortController();
  const timer = setTimeout(() => connection.abort(), 8_000);
  try {
    const answer = await fetch(client.base() + path, { headers: client.headers, signal: connection.signal });
    clearTimeout(timer);
    return { status: answer.status, body: answer.body, connection };
  } catch {
    return null;
  }
}

/** What one node began is gone on with at another: an analysis read, a link opened and taken back. */
export async function testCrossing({ load, report }, first, second) {
  const who = load.client(`127.0.6.${(load.count % 250) + 1}`);
  const { name, url } = load.page();
  const { requestId } = await who.at(first).get('POST', '/api/streaming/analyze', { url });
  const state = await who.at(second).ended(requestId);
  if (state !== 'completed') throw new Error(`the analysis of ${first.name} is ${state} at ${second.name}`);
  const wanted = { requestId, preset: 'best' };
  const { streamUrl, token } = await who.at(first).get('POST', '/api/streaming/token', wanted);
  const answer = await fetch(second.url + streamUrl, { headers: who.headers });
  const sum = createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex');
  if (sum !== sumOf(name)) throw new Error(`a link of ${first.name} gave other bytes at ${second.name}`);
  await who.at(second).get('DELETE', `/api/streaming/token/${token}`);
  const again = await who.at(first).ask('GET', streamUrl);
  if (again.status < 400) throw new Error(`${again.status} at ${first.name} after ${second.name} took it back`);
  report.good('one begins, another goes on', 'as at one node');
}

/** A stream of one node is ended by another one; the rest is refused by the third. */
export async function testRevocation({ load, report, within }, [streaming, revoking]) {
  // Somebody else each time: a link of a try that came to nothing stays open.
  const who = `127.0.8.${(load.count % 250) + 1}`;
  const at = (node) => load.client(who).at(node);
  const { streamUrl, token } = await load.from(who).link(load.page(0, 'slow').url);
  const stream = await open(at(streaming), streamUrl);
  if (stream?.status !== 200) return false;
  const reader = stream.body.getReader();
  await reader.read();
  const cut = readToTheEnd(reader);
  const answer = await at(revoking).once('DELETE', `/api/streaming/token/${token}`);
  if (answer.status !== 204) throw new Error(`DELETE: ${answer.status}`);
  const told = Date.now();
  const took = await Promise.race([cut.then(() => Date.now() - told), pause(15_000)]);
  stream.connection.abort();
  const how = `${streaming.name} by ${revoking.name}`;
  if (took === undefined) report.bad('revoked', `${how}: the stream went on`);
  else if (took > within) report.bad('revoked', `${how}: after ${took} ms`);
  else report.good('revoked', 'in time', took);
  const again = await load.from(who).ask('GET', streamUrl);
  if (again.status < 400) report.bad('revoked', `${again.status} afterwards`);
  return true;
}

/** Takes all that comes, and ends when that does. */
async function readToTheEnd(reader) {
  try {
    while (!(await reader.read()).done);
  } catch {
    // Cut, as it should be.
  }
}

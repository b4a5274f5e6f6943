import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createWatcher } from '../../../webroot/js/watch.js';

const TURN = 3_000;
let sources;
let heard;

class Source extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    this.readyState = 1;
    sources.push(this);
  }

  close() {
    this.readyState = 2;
  }

  tell(data) {
    this.dispatchEvent(new MessageEvent('progress', { data: JSON.stringify(data) }));
  }

  fail(readyState) {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}

const open = () => sources.filter((source) => source.readyState !== 2).map(({ url }) => url);

function watching(limit, ...urls) {
  const watcher = createWatcher({ limit, turn: TURN, open: (url) => new Source(url) });
  return urls.map((url) =>
    watcher.watch(url, {
      onProgress: (event) => heard.push([url, event]),
      onLost: (lost) => lost && heard.push([url, 'lost']),
    }),
  );
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  sources = [];
  heard = [];
});

test('few downloads are watched all the time', () => {
  watching(2, 'a', 'b');
  mock.timers.tick(10 * TURN);
  assert.deepEqual(open(), ['a', 'b']);
  assert.equal(sources.length, 2);
});

test('many downloads take turns on few connections', () => {
  watching(2, 'a', 'b', 'c', 'd');
  const seen = new Set();
  for (let turn = 0; turn < 8; turn++) {
    assert.equal(open().length, 2);
    for (const url of open()) seen.add(url);
    mock.timers.tick(TURN);
  }
  assert.deepEqual([...seen].sort(), ['a', 'b', 'c', 'd']);
});

test('what ends makes room at once', () => {
  const [endA] = watching(1, 'a', 'b');
  assert.deepEqual(open(), ['a']);
  endA();
  assert.deepEqual(open(), ['b']);
});

test('nothing is heard of a download that is no longer watched', () => {
  const [endA] = watching(1, 'a');
  const [source] = sources;
  source.tell({ position: 1 });
  endA();
  source.tell({ position: 2 });
  assert.deepEqual(heard, [['a', { position: 1 }]]);
});

test('a connection that the browser gave up is tried again, but not for ever', () => {
  watching(2, 'a');
  for (let turn = 0; turn < 20; turn++) {
    const last = sources.at(-1);
    if (last.readyState !== 2) last.fail(2);
    mock.timers.tick(TURN);
  }
  assert.equal(sources.length, 5);
  assert.deepEqual(heard[0], ['a', 'lost']);
});

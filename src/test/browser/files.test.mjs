// What can be known of the page without a browser.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { findAddress, given } from '../../../webroot/js/route.js';
import { arrange, bitrateOf, keepsSound, laneWords, lines, pick, sizeOf } from '../../../webroot/js/choices.js';
import { createMeter } from '../../../webroot/js/progress.js';
import { PLAYLIST, VIDEO } from './samples.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WEB = join(ROOT, 'webroot');
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const files = (folder, ending) =>
  readdirSync(join(WEB, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => join('webroot', folder, name));
const TEXTS = { en: JSON.parse(read('webroot/i18n/en.json')), vi: JSON.parse(read('webroot/i18n/vi.json')) };
const SCRIPTS = [...files('js', '.js'), 'webroot/sw.js'];

test('both languages have the same texts with the same places to fill', () => {
  assert.deepEqual(Object.keys(TEXTS.vi), Object.keys(TEXTS.en));
  const places = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [key, text] of Object.entries(TEXTS.en)) {
    assert.notEqual(TEXTS.vi[key].trim(), '', key);
    assert.deepEqual(places(TEXTS.vi[key]), places(text), key);
  }
});

test('every problem of the server has a sentence and an advice', () => {
  const source = read('src/main/java/vn/taivideonhanh/problem/ProblemCode.java');
  const slugs = [...source.matchAll(/^ {2}([A-Z_]+)\(\d{3}, /gm)].map(([, name]) =>
    name.toLowerCase().replaceAll('_', '-'),
  );
  assert.ok(slugs.length > 30);
  for (const slug of slugs) {
    assert.ok(TEXTS.en[`problem.${slug}`], slug);
    assert.ok(TEXTS.en[`problem.${slug}.do`], slug);
  }
});

test('every text that the scripts name exists, and every text is named', () => {
  // The pages without scripts are made by the server.
  const java = 'src/main/java/vn/taivideonhanh/http';
  const plain = readdirSync(join(ROOT, java)).filter((name) => /^(Plain|Words).*\.java$/.test(name));
  const all = [...SCRIPTS, ...plain.map((name) => `${java}/${name}`)].map(read).join('\n');
  const keys = Object.keys(TEXTS.en);
  const named = [...all.matchAll(/['"`]([a-z]+(?:\.[a-zA-Z]+)+)['"`]/g)].map(([, key]) => key);
  const groups = new Set(keys.map((key) => key.split('.')[0]));
  const exists = (key) => keys.some((each) => each === key || each.startsWith(`${key}.`));
  const missing = named.filter((key) => groups.has(key.split('.')[0]) && !exists(key));
  assert.deepEqual(missing, []);
  const patterns = [...all.matchAll(/`([a-z]+\.[^`]*\$\{[^`]*)`/g)].map(
    ([, text]) => new RegExp(`^${text.replace(/\$\{[^}]*\}/g, '[\\w.-]+').replaceAll('.', '\\.').replaceAll('[\\w\\.-]', '[\\w.-]')}$`),
  );
  const used = (key) =>
    named.includes(key) ||
    named.includes(key.replace(/\.(one|two|few|other)$/, '')) ||
    patterns.some((pattern) => pattern.test(key));
  assert.deepEqual(keys.filter((key) => !used(key)), []);
});

test('no file of ours is long', () => {
  for (const path of [...SCRIPTS, ...readdirSync(join(ROOT, 'src/test/browser')).filter((name) => name.endsWith('.mjs')).map((name) => `src/test/browser/${name}`)]) {
    const count = read(path).split('\n').length;
    const most = path.startsWith('webroot') ? 200 : 300;
    assert.ok(count <= most, `${path} has ${count} lines`);
  }
});

test('no markup is made from text, and nothing is inline', () => {
  for (const path of SCRIPTS) {
    assert.doesNotMatch(read(path), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|cssText/, path);
  }
  for (const path of files('.', '.html')) {
    const page = read(path);
    assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc="\/)/i, path);
    assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//, path);
  }
});

test('both ways to dark are the same colours', () => {
  const css = read('webroot/css/base.css');
  const [chosen, asked] = [...css.matchAll(/color-scheme: dark;([^}]*)\}/g)].map(([, body]) =>
    body.trim().replace(/\s+/g, ' '),
  );
  assert.equal(asked, chosen);
});

/** The modules that `path` needs, itself among them. */
function needs(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, to] of read(`webroot/${path}`).matchAll(/from '(\.[^']+)'/g)) {
    needs(join(path, '..', to), found);
  }
  return found;
}

const modulesIn = (markup) =>
  [...markup.matchAll(/(?:modulepreload" href|type="module" src)="\/([^"]+)"/g)].map(([, path]) => path).sort();
const [firstMarkup, laterMarkup] = read('webroot/index.html').split('<template id="work-files">');

test('the first screen is at most 12 files and 60 KB compressed', () => {
  const named = [...firstMarkup.matchAll(/(?:href|src)="\/([^"]+\.(?:css|js|svg))"/g)];
  const first = ['index.html', 'i18n/vi.json', 'vi.webmanifest', ...named.map(([, path]) => path)];
  assert.ok(first.length <= 12, first.join(' '));
  assert.ok(first.length > 8);
  const weight = first.reduce((sum, path) => sum + gzipSync(read(`webroot/${path}`)).length, 0);
  assert.ok(weight < 60_000, `${weight} bytes`);
});

test('the first of the operators\' screen is at most 16 files and 40 KB compressed', () => {
  const [markup] = read('webroot/admin.html').split('<template');
  const named = [...markup.matchAll(/(?:href|src)="\/([^"]+\.(?:css|js|svg))"/g)].map(([, path]) => path);
  const first = ['admin.html', 'i18n/vi.json', ...named];
  assert.ok(first.length <= 16, first.join(' '));
  const weight = first.reduce((sum, path) => sum + gzipSync(read(`webroot/${path}`)).length, 0);
  assert.ok(weight < 40_000, `${weight} bytes`);
});

test('every module of a page is asked for at once, not one after the other', () => {
  const first = needs('js/main.js');
  assert.deepEqual(modulesIn(firstMarkup), [...first].sort());
  const later = [...needs('js/ui/work.js')].filter((path) => !first.has(path));
  assert.deepEqual(modulesIn(laterMarkup), later.sort());
  const known = new Set();
  const stages = read('webroot/admin.html').split(/<template id="(?:admin|chart)-files">/);
  for (const [n, entry] of ['js/admin.js', 'js/ui/admin.js', 'js/ui/charts.js'].entries()) {
    const fresh = [...needs(entry)].filter((path) => !known.has(path));
    assert.deepEqual(modulesIn(stages[n]), fresh.sort(), entry);
    for (const path of fresh) known.add(path);
  }
  const others = ['docs', 'account', 'offline', 'shortcuts'].map((page) => [page, page]);
  for (const [page, entry] of [['downloads', 'mine'], ...others]) {
    assert.deepEqual(modulesIn(read(`webroot/${page}.html`)), [...needs(`js/${entry}.js`)].sort(), page);
  }
});

test('what is vendored has its licence beside it', () => {
  const vendor = readdirSync(join(WEB, 'vendor')).sort();
  assert.deepEqual(vendor, ['htm-preact.d.ts', 'htm-preact.js', 'htm.LICENSE.txt', 'lean-qr.LICENSE.txt', 'lean-qr.d.ts', 'lean-qr.js', 'preact.LICENSE.txt', 'uplot.LICENSE.txt', 'uplot.css', 'uplot.d.ts', 'uplot.js']);
});

test('the app is the same in both languages but for its words', () => {
  const [vi, en] = ['vi', 'en'].map((code) => JSON.parse(read(`webroot/${code}.webmanifest`)));
  const wordless = ({ shortcuts, ...app }) => ({
    ...app,
    ...{ name: '', short_name: '', description: '', lang: '' },
    shortcuts: shortcuts.map((each) => ({ ...each, name: '' })),
  });
  assert.deepEqual(wordless(vi), wordless(en));
  assert.deepEqual([vi.lang, en.lang], ['vi', 'en']);
  const named = [...en.icons, ...en.shortcuts.flatMap(({ icons = [] }) => icons)];
  for (const { src, sizes, type } of named) {
    const bytes = readFileSync(join(WEB, src));
    if (type !== 'image/png') continue;
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
});

test('an address is found in what people paste', () => {
  const cases = {
    'https://example.com/v?a=1#t=3': 'https://example.com/v?a=1#t=3',
    '  Xem này: https://example.com/v1. Hay lắm!': 'https://example.com/v1',
    '"https://example.com/a_(b)"': 'https://example.com/a_(b)',
    '(https://example.com/a)': 'https://example.com/a',
    'example.com/watch?v=1': 'https://example.com/watch?v=1',
    'phim.việt.vn': 'https://phim.việt.vn',
    'HTTP://EXAMPLE.COM/': 'HTTP://EXAMPLE.COM/',
    'http://127.0.0.1:8081/v': 'http://127.0.0.1:8081/v',
    'two words': null,
    'javascript:alert(1)': null,
    'ytsearch:cats': null,
    '': null,
  };
  for (const [pasted, address] of Object.entries(cases)) assert.equal(findAddress(pasted), address, pasted);
});

test('what a system shares with the app has its address somewhere', () => {
  const cases = {
    'url=https%3A%2F%2Fexample.com%2Fv1&text=words': 'https://example.com/v1',
    'title=Spring.vn&text=Look+https%3A%2F%2Fexample.com%2Fv1': 'Look https://example.com/v1',
    'title=https%3A%2F%2Fexample.com%2Fv1&text=&url=': 'https://example.com/v1',
    'text=example.com%2Fv1': 'example.com/v1',
    'text=my+cat': 'my cat',
    'title=my+cat': null,
    '': null,
  };
  for (const [query, shared] of Object.entries(cases)) assert.equal(given(query), shared, query);
});

test('the choice that plays everywhere comes first and the best beside it', () => {
  const { recommended, best, others, audio } = arrange(VIDEO.presets);
  assert.equal(recommended.id, '1080p');
  assert.equal(best.id, '2160p');
  assert.deepEqual(others.map(({ id }) => id), ['720p', '480p', '360p']);
  assert.deepEqual(audio.map(({ id }) => id), ['audio', 'audio-opus']);
  const only = arrange(VIDEO.presets.filter(({ id }) => id === '720p'));
  assert.equal(only.best, null);
  const empty = arrange(PLAYLIST.presets);
  assert.deepEqual([empty.recommended, empty.best], [null, null]);
});

test('a lane is told in words that are true', () => {
  const size = { kind: 'exact', bytes: 1 };
  assert.equal(laneWords({ lane: 'direct', resumable: true, size }), 'lane.exactResumable');
  assert.equal(laneWords({ lane: 'direct', resumable: true, size: { kind: 'unknown' } }), 'lane.resumable');
  assert.equal(laneWords({ lane: 'mux', resumable: false, size }), 'lane.mux');
});

test('a height has its usual name', () => {
  assert.equal(lines({ width: 1920, height: 804 }), 1080);
  assert.equal(lines({ width: 1080, height: 1920 }), 1080);
  assert.equal(lines({ height: 718 }), 720);
  assert.equal(lines({}), 0);
});

test('what is made of the sound stands apart, and tells what stays as it is', () => {
  const made = (id, ext) => ({ id, kind: 'audio', ext, lane: 'convert', formats: ['140'] });
  const all = [...VIDEO.presets, made('mp3-320', 'mp3'), made('m4a', 'm4a'), made('opus', 'opus')];
  const { audio, converted } = arrange(all);
  assert.deepEqual(audio.map(({ id }) => id), ['audio', 'audio-opus']);
  assert.deepEqual(converted.map(bitrateOf), ['320', null, null]);
  const kept = converted.filter((preset) => keepsSound(preset, VIDEO.media.formats));
  assert.deepEqual(kept.map(({ id }) => id), ['m4a']);
});

test('a pick is one whole form, or one of video and one of audio', () => {
  const [, video, otherVideo, , both] = VIDEO.media.formats;
  const audio = VIDEO.media.formats.find(({ id }) => id === '140');
  const ids = (picked) => picked.map(({ id }) => id).join('+');
  assert.equal(ids(pick(pick([], audio), video)), '137+140');
  assert.equal(ids(pick([video, audio], otherVideo)), '248+140');
  assert.equal(ids(pick([video, audio], both)), '22');
  assert.equal(ids(pick([both], video)), '137');
  assert.equal(ids(pick([video, audio], video)), '140');
  assert.deepEqual(sizeOf([video, audio]), { kind: 'estimated', bytes: 133_044_122 });
  assert.deepEqual(sizeOf([both]), both.size);
});

test('speed and time left come from the last seconds of the server\'s events', () => {
  const meter = createMeter();
  const at = (seconds) => new Date(1_700_000_000_000 + seconds * 1000).toISOString();
  const take = (seconds, position, streamId = 's1') =>
    meter.take({ streamId, position, total: 10_000, at: at(seconds) }, 9_000);
  assert.equal(take(0, 0).speed, null);
  assert.deepEqual(take(2, 2_000), { position: 2_000, total: 10_000, exact: true, speed: 1_000, left: 8 });
  take(6, 2_000);
  take(8, 2_000);
  assert.equal(take(12, 2_000).speed, 0);
  assert.equal(take(12, 2_000).left, null);
  assert.equal(take(13, 5_000, 's2').speed, null, 'a new stream starts its own count');
  const unknown = createMeter().take({ streamId: 's', position: 5, at: at(0) }, undefined);
  assert.deepEqual([unknown.total, unknown.left], [null, null]);
});

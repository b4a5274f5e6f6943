// The page's scripts are linted, and checked against types that are made from the API's contract.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../../..');
const require = createRequire(import.meta.url);

/** Runs a program of an npm package in the project's root; what it says is the failure's text. */
function run(name, program, ...args) {
  const script = join(HERE, 'node_modules', name, program);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
}

const programOf = (name, command) => require(`./node_modules/${name}/package.json`).bin[command];

test('the scripts have nothing that a linter would point at', () => {
  const config = join(HERE, 'eslint.config.mjs');
  run('eslint', programOf('eslint', 'eslint'), '--config', config, '--max-warnings', '0', 'webroot/js', 'webroot/sw.js', HERE);
});

test('the scripts use the API as its contract says', () => {
  const types = join(ROOT, 'target/browser-types/js');
  mkdirSync(types, { recursive: true });
  const contract = join(ROOT, 'src/main/resources/openapi.json');
  const out = join(types, 'contract-types.d.ts');
  run('openapi-typescript', programOf('openapi-typescript', 'openapi-typescript'), contract, '-o', out);
  run('typescript', programOf('typescript', 'tsc'), '--project', HERE);
});

// What a worker's build tool would find in a text, and what it must not find.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scan, withoutSourcePhase } from '../edge/scan.mjs';

test('handlers, renamed exports and classes at the start of a line', () => {
  const text = [
    'export function fetch(request, env, ctx) {',
    'export async function scheduled(event) {',
    'export { fetch2 as queue };',
    'export class Tally {',
    'export function __wbg_reset_state() {',
    'export function __worker_init_state() {',
  ].join('\n');
  assert.deepEqual(scan(text), {
    functions: ['fetch', 'scheduled', 'queue'],
    classes: ['Tally'],
    filtered: ['__wbg_reset_state', '__worker_init_state'],
  });
});

test('other lines offer nothing', () => {
  const text = ['function hidden() {', '  export_me();', 'const text = `', ' export function no() {`;', 'export const x = 1;', '// export class No {'].join('\n');
  assert.deepEqual(scan(text), { functions: [], classes: [], filtered: [] });
});

test('a subclass line is taken up to its brace, with what it extends', () => {
  assert.deepEqual(scan('export class A extends B {').classes, ['A extends B']);
});

test('every source phase import is replaced', () => {
  assert.equal(withoutSourcePhase('import source wasmModule from "./index_bg.wasm";'), 'import wasmModule from "./index_bg.wasm";');
});

import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

const said = [];
export const setup = () => {
  globalThis.programHost = { say: (text) => said.push(text) };
};

export default async function ({ pkg, see, unwind }) {
  assert.deepEqual(see('said', said), ['main runs'], 'the program ran while it was loaded');
  assert.equal(pkg.divide(7, 2), 3);
  const error = thrown(() => pkg.divide(7, 0));
  if (unwind) assert.equal(error.message, '7 by nothing');
  else assert.ok(error instanceof WebAssembly.RuntimeError);
  assert.equal(see('runs', pkg.runs()), 1, 'once, whatever failed since');
}

// A package that was made with `--reset-state-function` and then bundled: its instance is replaced in each way.
import assert from 'node:assert/strict';
import { thrown } from '../../run/support.mjs';

export const setup = () => {
  globalThis.recoveryHost = { act: () => {}, note: () => {}, starting: () => {} };
};

const ways = {
  trap: (pkg) => assert.ok(thrown(() => pkg.unreachable()) instanceof WebAssembly.RuntimeError),
  wish: (pkg) => assert.equal(pkg.reinit_soon('soon'), 'soon!'),
  reset: (pkg) => pkg.__wbg_reset_state(),
};

export default async function ({ pkg, see }) {
  for (let round = 0; round < 10; round++) {
    for (const [what, replace] of Object.entries(ways)) {
      const item = new pkg.Item(7);
      const closure = pkg.closure();
      assert.equal(item.id(), 7);
      pkg.count();
      assert.ok(pkg.count() > 1);
      replace(pkg);
      assert.equal(pkg.greet('né'), 'hello né', `the first call after ${what}`);
      assert.equal(pkg.count(), 1, `new state after ${what}`);
      assert.equal(thrown(() => item.id()).message, 'Invalid stale object from previous Wasm instance');
      assert.equal(thrown(() => closure(1)).message, 'Cannot invoke closure from previous WASM instance');
      item.free();
      assert.equal(new pkg.Item(8).id(), 8);
    }
  }
  see('replaced', Object.keys(ways));
}

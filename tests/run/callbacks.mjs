import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

const error = new Error('from the host');
let kept;
export const setup = () => {
  globalThis.callbackHost = {
    callTwice: (f) => f(f(1)),
    callMut(f) {
      for (const s of ['a', 'é', '']) f(s);
    },
    callBoth: (f, g) => `${f()}${g(2)}${g(5)}${f()}`,
    callThrowing(f) {
      f();
      f();
      throw error;
    },
    keepIt: (f) => {
      kept = f;
      f();
    },
    reenter(f) {
      globalThis.callbackHost.inner = f;
      return String(f()) + String(f());
    },
    callValue: (f) => f(error),
    callMany: (f) => f(-5n, 1.5, [1, 2]) + String(f(0n, undefined, [])),
    fallible(f) {
      try {
        return `${f(1)} ${f(2)}`;
      } catch (e) {
        return `caught ${e}`;
      }
    },
    nest: (depth, f) => f(depth - 1),
    callScoped(f) {
      kept = f;
      return f(1) + f(2);
    },
    callScopedMut(f) {
      f(7);
      f(8);
    },
  };
  globalThis.CallbackLooper = class {
    constructor(n) {
      this.n = n;
    }
    each(f) {
      for (let i = 1; i <= this.n; i++) f(i);
    }
  };
};

export default async function ({ pkg, see }) {
  assert.equal(pkg.twice(10), 21);
  assert.deepEqual(see('collect', pkg.collect()), ['a', 'é', '']);
  assert.equal(see('both', pkg.both()), 'ffalsetruef');
  assert.equal(thrown(() => pkg.throwing()), error);
  pkg.leave_behind();
  see('kept beyond its life', thrown(() => kept()));
  assert.equal(pkg.recursive(), '12');
  see('recursive later', thrown(() => globalThis.callbackHost.inner()));
  assert.equal(pkg.value(), error);
  assert.equal(see('many', pkg.many()), '-5 1.5 [1, 2]undefined');
  assert.equal(see('results', pkg.results()), 'caught too big');
  assert.equal(pkg.nested(1), 1);
  assert.equal(pkg.nested(100), 100);
  assert.equal(pkg.looped(4), 10);
  assert.equal(pkg.scoped(2), 15);
  see('scoped later', thrown(() => kept(1)));
  assert.deepEqual(see('scoped_mut', pkg.scoped_mut()), Uint32Array.of(7, 8));
  assert.equal(pkg.scoped_aborting(), 5);
  assert.equal(pkg.twice(0), 1);
}

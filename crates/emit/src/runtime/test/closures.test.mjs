import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';

import { load } from './assemble.mjs';
import { guest } from './guest.mjs';

const FILES = ['core/current.js', 'closures/closure.js', 'closures/lend.js'];

/** The functions that glue emits per closure type, around a fake invoke function. */
async function setup(invoke) {
    const js = await load(FILES);
    const wbg = js.__wbg_instance;
    const g = guest(wbg);
    const owned = (a, b) => {
        const state = js.__wbg_closure_state(wbg, a, b);
        return js.__wbg_closure_own((x) => {
            state.count += 1;
            try {
                return invoke(state.a, state.b, x);
            } finally {
                js.__wbg_closure_release(state);
            }
        }, state);
    };
    const ownedMut = (a0, b) => {
        const state = js.__wbg_closure_state(wbg, a0, b);
        return js.__wbg_closure_own((x) => {
            state.count += 1;
            const a = state.a;
            state.a = 0;
            try {
                return invoke(a, b, x);
            } finally {
                state.a = a;
                js.__wbg_closure_release(state);
            }
        }, state);
    };
    return { js, owned, ownedMut, destroyed: g.log.destroyed };
}

test('Rust drops a closure', async () => {
    const { owned, destroyed } = await setup((a, b, x) => [a, b, x]);
    const f = owned(10, 20);
    assert.equal(f.length, 1);
    assert.deepEqual(f('x'), [10, 20, 'x']);
    assert.deepEqual(destroyed, []);
    f._wbg_cb_unref();
    assert.deepEqual(destroyed, [[10, 20]]);
    assert.deepEqual(f('late'), [0, 20, 'late'], 'the guest refuses a zero data word');
    assert.deepEqual(destroyed, [[10, 20]]);
    f._wbg_cb_unref();
    assert.deepEqual(destroyed, [[10, 20]]);
});

for (const kind of ['owned', 'ownedMut']) {
    test(`${kind}: dropped while running, destroyed afterwards`, async () => {
        const seen = [];
        const made = {};
        const setupResult = await setup((a, _b, depth) => {
            seen.push(a);
            if (depth > 0) {
                made.f(depth - 1);
            } else {
                made.f._wbg_cb_unref();
            }
            assert.deepEqual(setupResult.destroyed, []);
        });
        made.f = setupResult[kind](10, 20);
        made.f(2);
        assert.deepEqual(seen, kind === 'owned' ? [10, 10, 10] : [10, 0, 0]);
        assert.deepEqual(setupResult.destroyed, [[10, 20]]);
    });

    test(`${kind}: an exception keeps the books straight`, async () => {
        const setupResult = await setup(() => {
            throw new Error('mine');
        });
        const f = setupResult[kind](10, 20);
        assert.throws(() => f(), /mine/);
        assert.throws(() => f(), /mine/);
        assert.deepEqual(setupResult.destroyed, []);
        f._wbg_cb_unref();
        assert.deepEqual(setupResult.destroyed, [[10, 20]]);
    });
}

test('an unreachable function is destroyed, a dropped one not twice', async () => {
    v8.setFlagsFromString('--expose-gc');
    const gc = vm.runInNewContext('gc');
    const { owned, destroyed } = await setup(() => {});
    (() => {
        owned(1, 2);
        owned(3, 4)._wbg_cb_unref();
    })();
    for (let i = 0; i < 50 && destroyed.length < 2; i += 1) {
        await setTimeout(5);
        gc();
    }
    await setTimeout(20);
    assert.deepEqual(destroyed.sort(), [[1, 2], [3, 4]]);
});

test('a lent function ends with the loan', async () => {
    const { js } = await setup(() => {});
    const state = { a: 7, b: 8 };
    const f = js.__wbg_closure_lend(() => state.a, state);
    assert.equal(f(), 7);
    f._wbg_cb_unref();
    assert.equal(f(), 0);
    assert.deepEqual(state, { a: 0, b: 0 });
});

test('no FinalizationRegistry, no automatic release', async () => {
    const real = globalThis.FinalizationRegistry;
    globalThis.FinalizationRegistry = undefined;
    try {
        const { owned, destroyed } = await setup(() => 1);
        const f = owned(1, 2);
        assert.equal(f(), 1);
        f._wbg_cb_unref();
        assert.deepEqual(destroyed, [[1, 2]]);
    } finally {
        globalThis.FinalizationRegistry = real;
    }
});

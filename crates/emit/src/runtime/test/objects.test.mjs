import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { load } from './assemble.mjs';
import { guest } from './guest.mjs';

const FILES = ['core/current.js', 'objects/table.js', 'objects/store_error.js'];
const HEAP = [...FILES, 'objects/clone.js', 'objects/borrow.js', 'objects/live_count.js'];

async function setup(files, variants) {
    const js = await load(files, variants);
    return { js, wbg: js.__wbg_instance, g: guest(js.__wbg_instance) };
}

for (const variants of [[], ['heap']]) {
    describe(`handles ${variants}`, () => {
        test('put, get, take, put again', async () => {
            const { js, wbg } = await setup(FILES, variants);
            const values = [{}, 'text', undefined, null, 0];
            const handles = values.map((value) => js.__wbg_put(wbg, value));
            assert.equal(new Set(handles).size, values.length);
            assert.ok(handles.every((handle) => handle >= 1028));
            assert.deepEqual(handles.map((handle) => js.__wbg_get(wbg, handle)), values);
            assert.equal(js.__wbg_take(wbg, handles[1]), 'text');
            js.__wbg_drop(wbg, handles[3]);
            const reused = [js.__wbg_put(wbg, 'x'), js.__wbg_put(wbg, 'y'), js.__wbg_put(wbg, 'z')];
            assert.deepEqual(new Set(reused.slice(0, 2)), new Set([handles[1], handles[3]]));
            assert.ok(!handles.includes(reused[2]));
            assert.equal(js.__wbg_get(wbg, handles[0]), values[0]);
        });

        test('errors are stored for Rust', async () => {
            const { js, wbg, g } = await setup(FILES, variants);
            const error = new Error('mine');
            js.__wbg_store_error(wbg, error);
            assert.deepEqual(g.log.stored.map((handle) => js.__wbg_take(wbg, handle)), [error]);
        });
    });
}

test('heap: fixed slots', async () => {
    const { js, wbg } = await setup(HEAP, ['heap']);
    assert.deepEqual([0, 1024, 1025, 1026, 1027].map((handle) => js.__wbg_get(wbg, handle)), [undefined, undefined, null, true, false]);
    for (const handle of [0, 1024, 1027]) {
        js.__wbg_drop(wbg, handle);
    }
    assert.equal(js.__wbg_take(wbg, 1025), null);
    assert.equal(js.__wbg_put(wbg, 1), 1028);
    assert.equal(js.__wbg_get(wbg, 1025), null);
});

test('heap: clones and live count', async () => {
    const { js, wbg } = await setup(HEAP, ['heap']);
    assert.equal(js.__wbg_live_count(wbg), 0);
    const one = js.__wbg_put(wbg, 'v');
    const two = js.__wbg_clone(wbg, one);
    assert.notEqual(one, two);
    assert.equal(js.__wbg_live_count(wbg), 2);
    js.__wbg_drop(wbg, one);
    assert.equal(js.__wbg_live_count(wbg), 1);
    assert.equal(js.__wbg_get(wbg, two), 'v');
    js.__wbg_drop(wbg, two);
    assert.equal(js.__wbg_live_count(wbg), 0);
});

test('heap: the borrow stack grows down and is finite', async () => {
    const { js, wbg } = await setup(HEAP, ['heap']);
    const a = js.__wbg_borrow(wbg, 'a');
    const b = js.__wbg_borrow(wbg, 'b');
    assert.deepEqual([a, b], [1023, 1022]);
    assert.deepEqual([a, b].map((handle) => js.__wbg_get(wbg, handle)), ['a', 'b']);
    js.__wbg_unborrow(wbg, 2);
    assert.equal(js.__wbg_get(wbg, a), undefined);
    assert.equal(js.__wbg_borrow(wbg, 'c'), 1023);
    js.__wbg_unborrow(wbg, 1);
    for (let i = 0; i < 1023; i += 1) {
        js.__wbg_borrow(wbg, i);
    }
    assert.throws(() => js.__wbg_borrow(wbg, 'one too many'), /out of js stack/);
    assert.equal(js.__wbg_get(wbg, 0), undefined);
    js.__wbg_unborrow(wbg, 1023);
    assert.equal(js.__wbg_borrow(wbg, 'c'), 1023);
});

test('table: fixed slots and static strings', async () => {
    const { js, wbg, g } = await setup(['core/current.js', 'objects/init_table.js']);
    g.table.grow(2);
    // As tables of the wasm begin.
    g.table.set(1025, null);
    js.__wbg_init_table(wbg, ['name', 'value']);
    assert.deepEqual([0, 1024, 1025, 1026, 1027, 1028, 1029].map((i) => g.table.get(i)), [undefined, undefined, null, true, false, 'name', 'value']);
});

test('class checks', async () => {
    const { __wbg_expect_class } = await load(['objects/expect_class.js']);
    class Counter {}
    __wbg_expect_class(new Counter(), Counter);
    __wbg_expect_class(new (class extends Counter {})(), Counter);
    for (const value of [{}, null, undefined, 1, 'Counter', Counter]) {
        assert.throws(() => __wbg_expect_class(value, Counter), /^Error: expected instance of Counter$/);
    }
});

test('an object of a derived class is not consumed as its parent', async () => {
    const { __wbg_expect_owned } = await load(['objects/expect_owned.js']);
    __wbg_expect_owned({ __wbg_ptr: 8 }, 8, 'Parent');
    assert.throws(() => __wbg_expect_owned({ __wbg_ptr: 8 }, 16, 'Parent'), /^TypeError: .*`Parent`/);
});

test('finalizers, with and without engine support', async () => {
    const { __wbg_finalizer } = await load(['objects/finalizer.js']);
    assert.ok(__wbg_finalizer(() => {}) instanceof FinalizationRegistry);
    const real = globalThis.FinalizationRegistry;
    globalThis.FinalizationRegistry = undefined;
    try {
        const none = __wbg_finalizer(() => {});
        none.register({}, 1, {});
        none.unregister({});
    } finally {
        globalThis.FinalizationRegistry = real;
    }
});

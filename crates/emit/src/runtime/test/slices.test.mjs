import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { load } from './assemble.mjs';
import { guest } from './guest.mjs';

const VIEWS = ['i8', 'u8', 'u8c', 'i16', 'u16', 'i32', 'u32', 'i64', 'u64', 'f32', 'f64'];
const FILES = [
    'core/current.js',
    ...VIEWS.map((name) => `core/views/${name}.js`),
    'core/views/view.js',
    'objects/table.js',
    'slices/in.js',
    'slices/get.js',
    'slices/take.js',
    'slices/handles_in.js',
    'slices/handles_get.js',
    'slices/handles_take.js',
    'slices/cells_take.js',
    'slices/copy_back.js',
];

async function setup(options, variants) {
    const js = await load(FILES, variants);
    const wbg = js.__wbg_instance;
    return { js, wbg, g: guest(wbg, options) };
}

for (const growOnMalloc of [false, true]) {
    describe(`sequences of numbers${growOnMalloc ? ', memory moving' : ''}`, () => {
        for (const name of VIEWS) {
            test(name, async () => {
                const { js, wbg, g } = await setup({ growOnMalloc });
                const view = js[`__wbg_${name}`];
                const Array_ = view(wbg).constructor;
                const big = name === 'i64' || name === 'u64';
                for (const plain of [[], [1], [1, 2, 3], Array.from({ length: 9000 }, (_, i) => i % 100)]) {
                    const numbers = big ? plain.map(BigInt) : plain;
                    const size = Array_.BYTES_PER_ELEMENT;
                    for (const source of [numbers, Array_.from(numbers), { ...numbers, length: numbers.length }]) {
                        const ptr = js.__wbg_slice_in(wbg, view, source, size);
                        assert.equal(wbg.len, numbers.length);
                        g.block(ptr, numbers.length * size, size);
                        const live = js.__wbg_slice_get(wbg, view, ptr, wbg.len);
                        assert.deepEqual(live, Array_.from(numbers));
                        assert.equal(live.buffer, g.memory.buffer);
                        const copy = js.__wbg_slice_take(wbg, view, ptr, wbg.len);
                        assert.deepEqual(copy, Array_.from(numbers));
                        assert.notEqual(copy.buffer, g.memory.buffer);
                    }
                }
                assert.equal(g.blocks.size, 0);
            });
        }

        test('a view of the memory itself can be passed back', async () => {
            const { js, wbg, g } = await setup({ growOnMalloc });
            const ptr = js.__wbg_slice_in(wbg, js.__wbg_f32, [1.5, 2.5], 4);
            const again = js.__wbg_slice_in(wbg, js.__wbg_f32, js.__wbg_slice_get(wbg, js.__wbg_f32, ptr, 2), 4);
            assert.deepEqual(js.__wbg_slice_take(wbg, js.__wbg_f32, again, 2), new Float32Array([1.5, 2.5]));
            const bytes = js.__wbg_slice_get(wbg, js.__wbg_u8, ptr, 4);
            const widened = js.__wbg_slice_in(wbg, js.__wbg_f64, bytes, 8);
            assert.deepEqual(js.__wbg_slice_take(wbg, js.__wbg_f64, widened, 4), new Float64Array([0, 0, 192, 63]));
            assert.throws(() => js.__wbg_slice_in(wbg, js.__wbg_i64, js.__wbg_slice_get(wbg, js.__wbg_u8, ptr, 4), 8), TypeError);
            assert.equal(g.blocks.size, 1);
        });
    });
}

test('holes and coercions', async () => {
    const { js, wbg } = await setup();
    const ptr = js.__wbg_slice_in(wbg, js.__wbg_f64, [1, , '3', null], 8);
    assert.deepEqual(js.__wbg_slice_take(wbg, js.__wbg_f64, ptr, 4), new Float64Array([1, NaN, 3, 0]));
    const wrap = js.__wbg_slice_in(wbg, js.__wbg_u8, [257, -1], 1);
    assert.deepEqual(js.__wbg_slice_take(wbg, js.__wbg_u8, wrap, 2), new Uint8Array([1, 255]));
});

test('what is no sequence of numbers is refused without leaking', async () => {
    const { js, wbg, g } = await setup();
    for (const value of [undefined, null, 3, 'abc']) {
        assert.throws(() => js.__wbg_slice_in(wbg, js.__wbg_u8, value, 1), TypeError);
    }
    assert.throws(() => js.__wbg_slice_in(wbg, js.__wbg_i64, [1n, 2], 8), TypeError);
    assert.throws(() => js.__wbg_slice_in(wbg, js.__wbg_u8, new BigInt64Array(2), 1), TypeError);
    const failing = [1, { valueOf() { throw new RangeError('mine'); } }];
    assert.throws(() => js.__wbg_slice_in(wbg, js.__wbg_u32, failing, 4), /mine/);
    assert.equal(g.blocks.size, 0);
});

test('views are fetched again after growth', async () => {
    const { js, wbg, g } = await setup();
    const names = VIEWS.concat('view');
    const before = names.map((name) => js[`__wbg_${name}`](wbg));
    assert.deepEqual(names.map((name) => js[`__wbg_${name}`](wbg) === before[names.indexOf(name)]), names.map(() => true));
    g.memory.grow(1);
    for (const name of names) {
        assert.equal(js[`__wbg_${name}`](wbg).byteLength, 131072, name);
    }
});

for (const variants of [[], ['heap']]) {
    describe(`sequences of values ${variants}`, () => {
        for (const growOnMalloc of [false, true]) {
            test(`there and back${growOnMalloc ? ', memory moving' : ''}`, async () => {
                const { js, wbg, g } = await setup({ growOnMalloc }, variants);
                const alloc = wbg.wasm.__externref_table_alloc;
                wbg.wasm.__externref_table_alloc = () => {
                    g.memory.grow(1);
                    return alloc();
                };
                const values = [undefined, null, 'text', 7, { a: 1 }, , Symbol.iterator];
                const ptr = js.__wbg_handles_in(wbg, values);
                assert.equal(wbg.len, 7);
                assert.deepEqual(js.__wbg_handles_get(wbg, ptr, 7), Array.from(values));
                assert.deepEqual(js.__wbg_handles_take(wbg, ptr, 7), Array.from(values));
                assert.equal(g.blocks.size, 0);
                assert.equal(g.log.slots.size, 0);
                const empty = js.__wbg_handles_in(wbg, []);
                assert.deepEqual(js.__wbg_handles_take(wbg, empty, 0), []);
            });
        }

        test('an element that throws leaves nothing behind', async () => {
            const { js, wbg, g } = await setup({}, variants);
            const values = ['a', 'b', 'c'];
            Object.defineProperty(values, 2, { get() { throw new Error('mine'); } });
            const free = wbg.heapNext;
            assert.throws(() => js.__wbg_handles_in(wbg, values), /mine/);
            assert.equal(g.blocks.size, 0);
            assert.equal(g.log.slots.size, 0);
            assert.equal(wbg.heapNext, free);
            assert.throws(() => js.__wbg_handles_in(wbg, null), TypeError);
        });
    });
}

test('encoded cells', async () => {
    const { js, wbg, g } = await setup({ growOnMalloc: true });
    const read = (view, at) => String.fromCodePoint(view.getUint32(at, true));
    const ptr = js.__wbg_slice_in(wbg, js.__wbg_u32, [97, 233, 0x1f600], 4);
    assert.deepEqual(js.__wbg_cells_take(wbg, ptr, wbg.len, 4, 4, read), ['a', 'é', '😀']);
    const bad = js.__wbg_slice_in(wbg, js.__wbg_f64, [1, 2], 8);
    assert.throws(() => js.__wbg_cells_take(wbg, bad, 2, 8, 8, () => { throw new Error('mine'); }), /mine/);
    assert.equal(g.blocks.size, 0);
});

test('a mutable slice is copied back', async () => {
    const { js } = await setup();
    const whole = new Float32Array([0, 0, 0, 9]);
    js.__wbg_copy_back(new Uint8Array(new Float32Array([1, 2]).buffer), whole.subarray(1, 3));
    assert.deepEqual(whole, new Float32Array([0, 1, 2, 9]));
});

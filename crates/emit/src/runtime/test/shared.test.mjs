// Variants for memory that threads share.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './assemble.mjs';

const VIEWS = ['i8', 'u8', 'u8c', 'i16', 'u16', 'i32', 'u32', 'i64', 'u64', 'f32', 'f64', 'view'];
const shared = () => new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });

test('views follow growth, which detaches nothing', async () => {
    const js = await load(['core/current.js', 'core/views/view.js'], ['shared']);
    const wbg = js.__wbg_instance;
    const memory = shared();
    wbg.wasm = { memory };
    for (const name of VIEWS) {
        const before = js[`__wbg_${name}`](wbg);
        assert.equal(js[`__wbg_${name}`](wbg), before, `${name} is kept`);
        assert.equal(before.buffer, memory.buffer);
    }
    memory.grow(1);
    for (const name of VIEWS) {
        assert.equal(js[`__wbg_${name}`](wbg).byteLength, 2 * 65536, name);
    }
});

test('text is decoded from a copy', async () => {
    const js = await load(['strings/decode.js'], ['shared']);
    const bytes = new Uint8Array(shared().buffer);
    bytes.set(Buffer.from('grüße'), 8);
    const { decode } = TextDecoder.prototype;
    try {
        // As browsers do.
        TextDecoder.prototype.decode = function (view) {
            if (view?.buffer instanceof SharedArrayBuffer) {
                throw new TypeError('shared');
            }
            return decode.call(this, view);
        };
        assert.equal(js.__wbg_decode(bytes, 8, 15), 'grüße');
    } finally {
        TextDecoder.prototype.decode = decode;
    }
});

const FILES = ['core/current.js', 'failure/bind.js', 'failure/enter.js', 'failure/fail.js', 'failure/promises.js', 'failure/start.js'];

/** One thread of a guest whose word that says whether it has ended is at 4. */
async function thread(memory, exports = {}, variants = ['shared']) {
    const js = await load(FILES, variants);
    const wbg = js.__wbg_instance;
    const calls = [];
    const own = {
        memory,
        __instance_terminated: { value: 4 },
        __wbg_stack: () => 0,
        __wbg_rewind: (stack) => calls.push(`rewound to ${stack}`),
        __wbg_failure: () => {
            const words = new Int32Array(memory.buffer);
            if (Atomics.exchange(words, 1, 1) === 0) {
                Atomics.notify(words, 1);
                calls.push('hook');
            }
        },
        ...exports,
    };
    js.__wbg_bind(wbg, own);
    return { js, wbg, calls };
}

test('the end of one thread is seen by all, and its hook runs once', async () => {
    const memory = shared();
    const words = new Int32Array(memory.buffer);
    const [a, b] = [await thread(memory), await thread(memory)];
    assert.equal(b.js.__wbg_enter(), b.wbg);
    let rejected;
    b.js.__wbg_promise(b.wbg, () => {}).catch((reason) => {
        rejected = reason;
    });
    const first = new WebAssembly.RuntimeError('unreachable');
    assert.equal(a.js.__wbg_fail(a.wbg, first, 0), first);
    assert.equal(words[1], 1);
    assert.throws(() => a.js.__wbg_enter(), { message: 'Module terminated', cause: first });
    assert.equal(b.wbg.over, true);
    const elsewhere = b.wbg.error;
    assert.equal(elsewhere.message, 'another thread ended all instances of this memory');
    assert.throws(() => b.js.__wbg_enter(), { message: 'Module terminated', cause: elsewhere });
    await new Promise((done) => queueMicrotask(() => queueMicrotask(done)));
    assert.equal(rejected?.cause, elsewhere, 'nobody waits for a promise that Rust will not settle');
    // A trap that comes too late is not the first error, and the hook has run.
    assert.equal(b.js.__wbg_fail(b.wbg, new WebAssembly.RuntimeError('late'), 0), elsewhere);
    assert.deepEqual([a.calls, b.calls], [['rewound to 0', 'hook'], []]);
});

test('a thread that has nothing to do learns of the end', async () => {
    const memory = shared();
    const [a, b] = [await thread(memory), await thread(memory)];
    const waiting = b.js.__wbg_promise(b.wbg, () => {});
    a.js.__wbg_fail(a.wbg, new WebAssembly.RuntimeError('unreachable'));
    // Nobody calls the second one.
    await assert.rejects(waiting, { message: 'Module terminated' });
});

test('engines that cannot tell idle threads load the package all the same', async () => {
    const { waitAsync } = Atomics;
    try {
        delete Atomics.waitAsync;
        const { js, wbg } = await thread(shared());
        assert.equal(js.__wbg_enter(), wbg);
    } finally {
        Object.defineProperty(Atomics, 'waitAsync', { value: waitAsync, writable: true, configurable: true });
    }
});

test('the same where addresses have 64 bits', async () => {
    const memory = shared();
    const words = new Int32Array(memory.buffer);
    const addresses = { __instance_terminated: { value: 4n } };
    const [a, b] = [await thread(memory, addresses, ['shared', 'sharedWide']), await thread(memory, addresses, ['shared', 'sharedWide'])];
    a.js.__wbg_fail(a.wbg, new WebAssembly.RuntimeError('unreachable'));
    assert.equal(words[1], 1);
    assert.throws(() => b.js.__wbg_enter(), { message: 'Module terminated' });
    b.js.__wbg_fail(b.wbg, new WebAssembly.RuntimeError('late'), 0);
    assert.deepEqual([a.calls, b.calls], [['rewound to 0', 'hook'], []]);
});

test('a thread of an instance that lives on is not disturbed', async () => {
    const memory = shared();
    const { js, wbg } = await thread(memory);
    memory.grow(1);
    assert.equal(js.__wbg_enter(), wbg);
    assert.deepEqual([wbg.error, wbg.over], [undefined, false]);
});

test('starting gives the wanted stack, and its bottom is known afterwards', async () => {
    const pointer = { value: 100 };
    let given;
    const __wbindgen_start = (size) => {
        given = size;
        pointer.value = 5000;
    };
    const { js, wbg } = await thread(shared(), { __wbindgen_start, __wbg_stack: () => pointer.value });
    js.__wbg_start(65536);
    assert.equal(given, 65536);
    assert.equal(wbg.bottom, 5000);
});

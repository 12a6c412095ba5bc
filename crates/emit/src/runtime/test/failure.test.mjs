import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './assemble.mjs';

const FILES = ['core/current.js', 'failure/bind.js', 'failure/enter.js', 'failure/fail.js', 'failure/promises.js', 'failure/start.js', 'failure/thrown.js'];
const RESET_FILES = [...FILES, 'failure/stamp.js'];

/** A watched record over exports that the test chooses. */
async function setup(exports = {}, hook = () => {}) {
    const js = await load(FILES);
    const wbg = js.__wbg_instance;
    const memory = new WebAssembly.Memory({ initial: 1 });
    const words = new Uint32Array(memory.buffer);
    words[2] = 7;
    const tag = new WebAssembly.Tag({ parameters: ['i32'] });
    const own = {
        memory,
        __instance_terminated: { value: 4 },
        __abort_handler: { value: 8 },
        __cpp_exception: tag,
        __wbg_stack: () => 0,
        __wbg_rewind() {},
        ...exports,
    };
    const calls = [];
    const table = { get: (index) => () => (calls.push(index), hook(js, wbg)) };
    js.__wbg_bind(wbg, own, table);
    return { js, wbg, words, tag, calls };
}

const trap = () => new WebAssembly.RuntimeError('unreachable');

test('a trap ends the instance, once', async () => {
    const { js, wbg, words, calls } = await setup();
    const first = trap();
    assert.equal(js.__wbg_enter(), wbg);
    assert.equal(js.__wbg_fail(wbg, first), first);
    assert.equal(words[1], 1, 'the guest is told');
    assert.deepEqual(calls, [7]);
    assert.equal(js.__wbg_fail(wbg, trap()), first);
    assert.equal(js.__wbg_foreign(wbg, new Error('later')), first);
    assert.deepEqual(calls, [7]);
    assert.throws(() => js.__wbg_enter(), { message: 'Module terminated', cause: first });
    assert.throws(() => js.__wbg_enter_closure(wbg), { message: 'Module terminated', cause: first });
});

test('the hook may call imports and may not call exports', async () => {
    let inside;
    const { js, wbg } = await setup({}, (runtime, record) => {
        inside = [runtime.__wbg_foreign(record, 'text'), record.over];
        runtime.__wbg_enter();
    });
    const first = new RangeError('Maximum call stack size exceeded');
    assert.equal(js.__wbg_fail(wbg, first), first, 'what the hook throws is of no interest');
    assert.deepEqual(inside, ['text', false]);
    assert.equal(wbg.over, true);
});

test('errors of imports pass whatever they are', async () => {
    const { js, wbg, tag, calls } = await setup();
    const foreign = new WebAssembly.Tag({ parameters: [] });
    const errors = [null, undefined, 5, trap(), new RangeError('x'), new WebAssembly.Exception(foreign, []), new Error('x')];
    for (const error of errors) {
        const carried = js.__wbg_foreign(wbg, error);
        assert.notEqual(carried, null);
        assert.ok(!(carried instanceof WebAssembly.RuntimeError), 'wasm handlers see it');
        assert.equal(js.__wbg_fail(wbg, carried), error);
    }
    assert.equal(js.__wbg_fail(wbg, new WebAssembly.Exception(tag, [1])).name, 'PanicError');
    assert.equal(wbg.error, undefined);
    assert.deepEqual(calls, []);
});

test('runtime functions and start are watched too', async () => {
    const first = trap();
    const log = [];
    const { js, wbg } = await setup({
        __wbindgen_malloc: () => { throw first; },
        __wbindgen_destroy_closure: (a, b) => log.push([a, b]),
        __wbindgen_start: () => { throw trap(); },
        other: () => 5,
    });
    assert.equal(wbg.wasm.other(), 5);
    wbg.wasm.__wbindgen_destroy_closure(1, 2);
    assert.throws(() => wbg.wasm.__wbindgen_malloc(1, 1), (error) => error === first);
    wbg.wasm.__wbindgen_destroy_closure(3, 4);
    assert.deepEqual(log, [[1, 2]], 'nothing is destroyed in a dead instance');
    assert.throws(() => js.__wbg_start(), (error) => error === first);
});

test('an instance is replaced when no frame of it is active', async () => {
    let renewed = 0;
    const js = await load(RESET_FILES, ['reset']);
    const wbg = js.__wbg_instance;
    globalThis.__wbg_renew = () => {
        renewed += 1;
        wbg.due = false;
    };
    const memory = new WebAssembly.Memory({ initial: 1 });
    const stacks = { __wbg_stack: () => 0, __wbg_rewind() {} };
    js.__wbg_bind(wbg, { memory, __instance_terminated: { value: 4 }, __abort_handler: { value: 8 }, ...stacks }, undefined);
    assert.equal(js.__wbg_enter(), wbg);
    wbg.due = true;
    wbg.depth = 1;
    assert.equal(js.__wbg_enter(), wbg, 'what is merely due waits');
    assert.equal(renewed, 0);
    const first = trap();
    js.__wbg_fail(wbg, first);
    assert.throws(() => js.__wbg_enter(), { message: 'Module terminated', cause: first });
    wbg.depth = 0;
    js.__wbg_enter();
    assert.equal(renewed, 1);
    const object = {};
    js.__wbg_stamp(object, wbg);
    assert.equal(js.__wbg_enter_of(object), wbg);
    assert.deepEqual(Object.keys(object), []);
    assert.throws(() => js.__wbg_enter_of({ __wbg_inst: {} }), /stale object/);
    assert.throws(() => js.__wbg_enter_closure({}), /Cannot invoke closure/);
    delete globalThis.__wbg_renew;
});

test('promises end with their instance', async () => {
    const { js, wbg } = await setup();
    const parts = [];
    const settled = js.__wbg_promise(wbg, (resolve) => resolve(5));
    const open = js.__wbg_promise(wbg, (resolve, reject) => parts.push(resolve, reject));
    assert.equal(wbg.tasks.owed.size, 1);
    const first = trap();
    js.__wbg_fail(wbg, first);
    assert.equal(await settled, 5);
    await assert.rejects(open, { message: 'Module terminated', cause: first });
    const refuse = () => js.__wbg_enter();
    refuse._wbg_cb_unref = () => {};
    const derived = js.__wbg_then(wbg, Promise.resolve(1), refuse);
    await assert.rejects(derived, { cause: first });
    let ran = false;
    js.__wbg_microtask(wbg, () => { ran = true; });
    await null;
    assert.equal(ran, false);
});

test('an error that leaves an asynchronous function goes to its promise, and the next one has its turn', async () => {
    const { js, wbg } = await setup();
    const queue = [];
    const made = (future) => js.__wbg_promise(wbg, (resolve) => {
        js.__wbg_task_made(wbg);
        queue.push([future, resolve]);
    });
    const error = new Error('x');
    const executor = () => {
        js.__wbg_task_queue(wbg);
        while (queue.length > 0) {
            const [future, resolve] = queue.shift();
            const before = js.__wbg_task_begin(wbg, future);
            if (future === 16) {
                throw error;
            }
            resolve(future);
            js.__wbg_task_end(wbg, 0, before);
        }
    };
    // A promise of somebody else's is not mistaken for one of these.
    const other = js.__wbg_promise(wbg, () => {});
    const promises = [8, 16, 24].map(made);
    js.__wbg_microtask(wbg, executor);
    assert.equal(await promises[0], 8);
    await assert.rejects(promises[1], error);
    assert.equal(await promises[2], 24);
    assert.deepEqual([wbg.tasks.owed.size, wbg.tasks.futures.size, wbg.tasks.polling], [1, 1, 0]);
    assert.ok(other instanceof Promise);
});

test('glue rewinds the stacks where the wasm cannot', async () => {
    let at = 5000;
    let inHook;
    const stacks = { __wbg_stack: () => at, __wbg_rewind: (stack) => { at = stack; } };
    const { js, wbg } = await setup(stacks, () => { inHook = at; });
    at = 3000;
    const error = new Error('x');
    js.__wbg_fail(wbg, error, 4000);
    assert.equal(at, 4000);
    at = 16;
    js.__wbg_fail(wbg, trap(), 4000);
    assert.equal(inHook, 5000, 'the hook has room');
});

test('a borrow that was lost names the error that lost it', async () => {
    const { js, wbg } = await setup();
    const text = 'recursive use of an object detected';
    assert.equal('cause' in js.__wbg_thrown(wbg, text), false);
    const error = new Error('from an import');
    js.__wbg_fail(wbg, error);
    assert.equal(js.__wbg_thrown(wbg, text).cause, error);
    assert.equal('cause' in js.__wbg_thrown(wbg, 'something else'), false);
});

test('packages that watch for nothing rewind too', async () => {
    const js = await load(['core/current.js', 'failure/skipped.js', 'failure/thrown.js']);
    const wbg = js.__wbg_instance;
    let at = 16;
    wbg.wasm = { __wbg_rewind: (stack) => { at = stack; } };
    const error = new Error('x');
    assert.equal(js.__wbg_skipped(wbg, 4000, error), error);
    assert.equal(at, 4000);
    assert.equal(js.__wbg_thrown(wbg, 'recursive use of an object').cause, error);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './assemble.mjs';

const FILES = ['core/current.js', ...['bind', 'enter', 'fail', 'foreign', 'promises', 'resume', 'retire', 'start', 'thrown'].map((name) => `failure/${name}.js`)];
const RESET_FILES = [...FILES, 'failure/stamp.js'];

/** A watched record over exports that the test chooses. */
async function setup(exports = {}, hook = () => {}, variants = [], harmless = undefined) {
    const js = await load(FILES, variants);
    const wbg = js.__wbg_instance;
    const tag = new WebAssembly.Tag({ parameters: ['i32'] });
    const calls = [];
    const own = {
        __cpp_exception: tag,
        __wbg_stack: () => 0,
        __wbg_rewind() {},
        __wbg_failure: (payload) => (payload === 0 ? (calls.push('hook'), hook(js, wbg)) : null),
        ...exports,
    };
    js.__wbg_bind(wbg, own, harmless);
    return { js, wbg, tag, calls };
}

const trap = () => new WebAssembly.RuntimeError('unreachable');

test('a trap ends the instance, once', async () => {
    const { js, wbg, calls } = await setup();
    const first = trap();
    assert.equal(js.__wbg_enter(), wbg);
    assert.equal(js.__wbg_fail(wbg, first, 0), first);
    assert.deepEqual(calls, ['hook']);
    assert.equal(js.__wbg_fail(wbg, trap(), 0), first);
    assert.equal(js.__wbg_foreign(wbg, new Error('later')), first);
    assert.deepEqual(calls, ['hook']);
    assert.throws(() => js.__wbg_enter(), { message: 'Module terminated', cause: first });
});

test('the hook may call imports and may not call exports', async () => {
    let inside;
    const { js, wbg } = await setup({}, (runtime, record) => {
        inside = [runtime.__wbg_foreign(record, 'text'), record.over, record.outside.value];
        runtime.__wbg_enter();
    });
    const first = new RangeError('Maximum call stack size exceeded');
    assert.equal(js.__wbg_fail(wbg, first, 0), first, 'what the hook throws is of no interest');
    assert.deepEqual(inside, ['text', false, 0]);
    assert.deepEqual([wbg.over, wbg.outside.value], [true, -1]);
});

test('errors of imports pass whatever they are', async () => {
    let at = 0;
    const { js, wbg, tag, calls } = await setup({ __wbg_failure: (payload) => { at += payload === -1 ? 1 : 0; } });
    const foreign = new WebAssembly.Tag({ parameters: [] });
    const errors = [null, undefined, 5, trap(), new RangeError('x'), new WebAssembly.Exception(foreign, []), new Error('x')];
    const fail = (error, depth) => {
        wbg.outside.value = depth + 1;
        return js.__wbg_fail(wbg, error, depth);
    };
    for (const error of errors) {
        assert.equal(fail(error, 0), error);
        assert.equal(wbg.outside.value, 0);
    }
    assert.equal(at, 2, 'what traps have left on the stacks is taken back');
    fail(trap(), 1);
    assert.deepEqual([at, wbg.outside.value], [2, 1], 'the frames of another call stay');
    assert.equal(fail(new WebAssembly.RuntimeError('rethrowing null value'), 0), null, 'as V8 11 has it');
    assert.equal(js.__wbg_fail(wbg, new WebAssembly.Exception(tag, [1]), 0).name, 'PanicError');
    assert.equal(wbg.error, undefined);
    assert.deepEqual(calls, []);
});

test('with more imports running than calls, the error is not the instance\'s', async () => {
    const outside = { value: 0 };
    const first = trap();
    const error = trap();
    const inside = {};
    const calling = (js) => {
        outside.value += 1;
        const result = js();
        outside.value -= 1;
        if (outside.value < 0) {
            throw trap();
        }
        return result;
    };
    const { wbg } = Object.assign(inside, await setup({
        __wbg_outside: outside,
        own: () => { throw first; },
        foreign: () => calling(() => { throw error; }),
        nested: (name) => calling(() => inside.wbg.wasm[name]()),
        careless: (name) => calling(() => {
            assert.throws(() => inside.wbg.wasm[name]());
        }),
    }));
    assert.throws(() => wbg.wasm.foreign(), (thrown) => thrown === error);
    assert.throws(() => wbg.wasm.nested('foreign'), (thrown) => thrown === error);
    wbg.wasm.careless('foreign');
    assert.deepEqual([outside.value, wbg.depth, wbg.error], [0, 0, undefined]);
    assert.throws(() => wbg.wasm.careless('own'), (thrown) => thrown === first, 'nothing goes on after the end');
    assert.ok(outside.value < 0);
    assert.deepEqual([wbg.depth, wbg.error], [0, first]);
});

test('errors of imports pass in objects that carry them', async () => {
    const { js, wbg, tag, calls } = await setup({}, () => {}, ['carried']);
    const foreign = new WebAssembly.Tag({ parameters: [] });
    const errors = [null, undefined, 5, trap(), new RangeError('x'), new WebAssembly.Exception(foreign, []), new Error('x')];
    for (const error of errors) {
        const carried = js.__wbg_foreign(wbg, error);
        assert.notEqual(carried, null);
        assert.ok(!(carried instanceof WebAssembly.RuntimeError), 'wasm handlers see it');
        assert.equal(js.__wbg_fail(wbg, carried, 0), error);
    }
    assert.equal(js.__wbg_fail(wbg, new WebAssembly.Exception(tag, [1]), 0).name, 'PanicError');
    assert.equal(wbg.error, undefined);
    assert.deepEqual(calls, []);
});

test('every function of the wasm is watched, whatever its arity', async () => {
    const first = trap();
    const log = [];
    const words = (...all) => all;
    let depth = () => 0;
    const { js, wbg } = await setup({
        __wbindgen_malloc: () => { throw first; },
        __wbindgen_destroy_closure: (a, b) => log.push([a, b]),
        __wbindgen_start: () => { throw trap(); },
        ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7, 8, 20].map((n) => [`f${n}`, Object.defineProperty(words.bind(undefined), 'length', { value: n })])),
        depth: () => depth(),
    });
    depth = () => wbg.depth;
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7, 8, 20]) {
        const all = Array.from({ length: n }, (_, i) => i * 10);
        assert.deepEqual(wbg.wasm[`f${n}`](...all), all);
    }
    assert.deepEqual([wbg.wasm.depth(), wbg.depth], [1, 0]);
    wbg.wasm.__wbindgen_destroy_closure(1, 2);
    assert.throws(() => wbg.wasm.__wbindgen_malloc(1, 1), (error) => error === first);
    assert.equal(wbg.depth, 0);
    wbg.wasm.__wbindgen_destroy_closure(3, 4);
    assert.deepEqual(log, [[1, 2]], 'nothing is destroyed in a dead instance');
    assert.throws(() => js.__wbg_start(), { message: 'Module terminated', cause: first });
});

test('functions that cannot fail are called as they are, as long as the instance lives', async () => {
    const ran = [];
    const end = new RangeError('Maximum call stack size exceeded');
    const exports = { idle: () => ran.push('idle'), full: () => { throw end; }, work: () => ran.push('work') };
    const { js, wbg } = await setup(exports, () => {}, [], ['idle', 'full']);
    assert.equal(wbg.wasm.idle, exports.idle);
    assert.notEqual(wbg.wasm.work, exports.work);
    assert.throws(() => wbg.wasm.full(), (error) => error === end, 'there was no room to call it');
    assert.equal(js.__wbg_enter(), wbg, 'and nothing has happened');
    const first = trap();
    js.__wbg_fail(wbg, first, 0);
    assert.throws(() => wbg.wasm.idle(), { message: 'Module terminated', cause: first });
    assert.deepEqual(ran, []);
});

test('nothing of an instance that has ended runs again', async () => {
    let ran = 0;
    const count = () => { ran += 1; };
    const names = ['__wbindgen_free', '__wbg_counter_free', '__externref_table_dealloc', '__externref_drop_slice', '__wbindgen_add_to_stack_pointer'];
    const { js, wbg } = await setup({ work: count, my_free: count, ...Object.fromEntries(names.map((name) => [name, count])) });
    const first = trap();
    assert.equal(js.__wbg_resume(wbg, 5), 5);
    js.__wbg_fail(wbg, first, 0);
    assert.throws(() => wbg.wasm.work(), { message: 'Module terminated', cause: first });
    assert.throws(() => wbg.wasm.my_free(), { message: 'Module terminated', cause: first }, 'it is not ours');
    names.forEach((name) => wbg.wasm[name](1, 2));
    assert.equal(ran, 0);
    assert.throws(() => js.__wbg_resume(wbg, 5), (error) => error === first);
});

test('an instance is replaced when no frame of it is active', async () => {
    let renewed = 0;
    const js = await load(RESET_FILES, ['reset']);
    const wbg = js.__wbg_instance;
    globalThis.__wbg_renew = () => {
        renewed += 1;
        wbg.due = false;
    };
    js.__wbg_bind(wbg, { __wbg_failure() {} });
    assert.equal(js.__wbg_enter(), wbg);
    wbg.due = true;
    wbg.scheduled = true;
    wbg.depth = 1;
    assert.equal(js.__wbg_enter(), wbg, 'what is merely due waits');
    assert.equal(renewed, 0);
    const first = trap();
    js.__wbg_fail(wbg, first, 0);
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
    js.__wbg_fail(wbg, first, 0);
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

test('an asynchronous function is not taken for a failed one whose address it got', async () => {
    const { js, wbg } = await setup();
    let settle;
    const made = () => js.__wbg_promise(wbg, (resolve) => {
        js.__wbg_task_made(wbg);
        settle = resolve;
    });
    const failing = made();
    js.__wbg_microtask(wbg, () => {
        js.__wbg_task_begin(wbg, 16);
        throw new Error('x');
    });
    await assert.rejects(failing, /x/);
    const healthy = made();
    const before = js.__wbg_task_begin(wbg, 16);
    const wake = Object.assign(() => settle('woken'), { _wbg_cb_unref() {} });
    js.__wbg_then(wbg, Promise.resolve(), wake);
    js.__wbg_task_end(wbg, 1, before);
    assert.equal(await healthy, 'woken');
});

test('an error that nobody could classify is classified at the next entry', async () => {
    const { js, wbg, calls } = await setup();
    const first = new RangeError('Maximum call stack size exceeded');
    wbg.caught = first;
    wbg.own = true;
    wbg.due = true;
    assert.throws(() => js.__wbg_enter(), { message: 'Module terminated', cause: first });
    assert.deepEqual(calls, ['hook']);
    assert.equal(wbg.over, true);
    const other = await setup();
    other.wbg.own = false;
    other.wbg.caught = trap();
    other.wbg.due = true;
    assert.equal(other.js.__wbg_enter(), other.wbg);
    assert.deepEqual([other.wbg.caught, other.wbg.due, other.wbg.error], [undefined, false, undefined]);
});

test('glue rewinds the stacks where the wasm cannot', async () => {
    let at = 5000;
    const error = new Error('x');
    const frame = (inside) => {
        at -= 1000;
        return inside();
    };
    const watched = {};
    const exports = {
        __wbg_stack: () => at,
        __wbg_rewind: (stack) => { at = stack; },
        sink: () => frame(() => { throw error; }),
        around: () => frame(() => {
            watched.wbg.outside.value += 1;
            assert.throws(() => watched.wbg.wasm.sink(), (thrown) => thrown === error);
            watched.wbg.outside.value -= 1;
            const inside = at;
            at += 1000;
            return inside;
        }),
    };
    const { wbg } = Object.assign(watched, await setup(exports, () => {}, ['rewind']));
    assert.throws(() => wbg.wasm.sink(), (thrown) => thrown === error);
    assert.equal(at, 5000);
    assert.equal(wbg.wasm.around(), 4000, 'the frame of the outer call stays');
});

test('a borrow that was lost names the error that lost it', async () => {
    const { js, wbg } = await setup();
    const text = 'recursive use of an object detected';
    assert.equal('cause' in js.__wbg_thrown(wbg, text), false);
    const error = new Error('from an import');
    js.__wbg_fail(wbg, error, 0);
    assert.equal(js.__wbg_thrown(wbg, text).cause, error);
    assert.equal('cause' in js.__wbg_thrown(wbg, 'something else'), false);
});

test('guards are made once and call the functions of the instance that is there', async () => {
    const js = await load(RESET_FILES, ['reset']);
    const wbg = js.__wbg_instance;
    const exports = (answer) => ({ memory: { answer }, ask: () => answer });
    const [first, second] = [exports(1), exports(2)];
    js.__wbg_bind(wbg, first);
    const { ask } = wbg.wasm;
    assert.deepEqual([wbg.wasm.ask(), wbg.wasm.memory.answer], [1, 1]);
    const next = { ...wbg };
    js.__wbg_bind(next, second);
    assert.equal(next.wasm.ask, ask);
    assert.deepEqual([next.wasm.ask(), next.wasm.memory.answer], [2, 2]);
    assert.equal(wbg.wasm.memory.answer, 1, 'the other record keeps its own memory');
    js.__wbg_aim(first);
    assert.equal(wbg.wasm.ask(), 1, 'when the next instance does not start');
    js.__wbg_retire(wbg);
    wbg.error = new Error('replaced');
    assert.throws(() => wbg.wasm.ask(), { message: 'Module terminated', cause: wbg.error });
    assert.equal(next.wasm.ask(), 1);
});

test('packages that watch for nothing rewind too', async () => {
    const js = await load(['core/current.js', 'failure/bind.js', 'failure/thrown.js'], ['rewind', 'plain']);
    const wbg = js.__wbg_instance;
    let at = 5000;
    const error = new Error('x');
    const sink = () => {
        at -= 1000;
        throw error;
    };
    const malloc = () => 8;
    js.__wbg_bind(wbg, { __wbg_stack: () => at, __wbg_rewind: (stack) => { at = stack; }, sink, __wbindgen_malloc: malloc });
    assert.throws(() => wbg.wasm.sink(), (thrown) => thrown === error);
    assert.deepEqual([at, wbg.depth], [5000, 0]);
    assert.equal(wbg.wasm.__wbindgen_malloc, malloc, 'it moves no stack');
    assert.equal(js.__wbg_thrown(wbg, 'recursive use of an object').cause, error);
});

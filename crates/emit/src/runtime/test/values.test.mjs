import assert from 'node:assert/strict';
import { test } from 'node:test';

import { files, load } from './assemble.mjs';

test('debug text', async () => {
    const { __wbg_debug_string: text } = await load(['debug/debug_string.js']);
    class Point {
        constructor() {
            this.x = 1;
        }
    }
    const cyclicObject = {};
    cyclicObject.self = cyclicObject;
    const anonymous = (() => () => {})();
    const oddName = Object.defineProperty(() => {}, 'name', { value: 7 });
    for (const [value, expected] of [
        [undefined, 'undefined'],
        [null, 'null'],
        [true, 'true'],
        [1.5, '1.5'],
        [NaN, 'NaN'],
        [12n, '12n'],
        ['a"\n', '"a\\"\\n"'],
        [Symbol('s'), 'Symbol(s)'],
        [Symbol(), 'Symbol'],
        [parseInt, 'Function(parseInt)'],
        [anonymous, 'Function'],
        [oddName, 'Function'],
        [[], '[]'],
        [[1, 'b', [null]], '[1, "b", [null]]'],
        [new Array(2), '[undefined, undefined]'],
        [{ a: [1] }, 'Object({"a":[1]})'],
        [new Point(), 'Object({"x":1})'],
        [cyclicObject, 'Object'],
        [new Map(), 'Map'],
        [new Uint8Array(2), 'Uint8Array'],
        [Object.create(null), 'Object({})'],
        [{ [Symbol.toStringTag]: 'Mine' }, 'Mine'],
        [{ get [Symbol.toStringTag]() { throw new Error('no'); } }, 'Object'],
    ]) {
        assert.equal(text(value), expected);
    }
    const error = new RangeError('out');
    assert.equal(text(error), `RangeError: out\n${error.stack}`);
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    assert.equal(text(revoked.proxy), 'Object');
});

test('debug text of arrays that contain themselves', async () => {
    const { __wbg_debug_string: text } = await load(['debug/debug_string.js']);
    const self = [1];
    self.push(self);
    assert.equal(text(self), '[1, [...]]');
    const twice = [];
    assert.equal(text([twice, twice]), '[[], []]');
    let deep = [];
    for (let i = 0; i < 100000; i += 1) {
        deep = [deep];
    }
    assert.match(text(deep), /^\[{66}\.\.\.\]+$/);
});

test('number conversion and division hand their errors over', async () => {
    const js = await load(['values/try_number.js', 'values/checked_div.js']);
    assert.equal(js.__wbg_try_number('12'), 12);
    assert.ok(js.__wbg_try_number(1n) instanceof TypeError);
    assert.ok(js.__wbg_try_number(Symbol()) instanceof TypeError);
    assert.equal(js.__wbg_checked_div(7n, 2n), 3n);
    assert.equal(js.__wbg_checked_div(1, 0), Infinity);
    assert.ok(js.__wbg_checked_div(1n, 0n) instanceof RangeError);
    assert.throws(() => js.__wbg_checked_div(1n, 1), TypeError);
});

test('accessors of a class are found past overriding properties', async () => {
    const js = await load(['values/accessor.js']);
    class Base {
        get x() {
            return this.value;
        }
        set x(value) {
            this.value = value;
        }
        static get y() {
            return this.name;
        }
    }
    class Child extends Base {}
    const object = Object.defineProperty(new Child(), 'x', { value: 'own' });
    js.__wbg_final_set(Child.prototype, 'x', object, 5);
    assert.equal(js.__wbg_final_get(Child.prototype, 'x', object), 5);
    assert.equal(js.__wbg_final_get(Child, 'y', Child), 'Child');
    assert.throws(() => js.__wbg_final_get(Child.prototype, 'z', object), /`z` has no getter/);
    assert.throws(() => js.__wbg_final_set(Child, 'y', Child, 1), /`y` has no setter/);
});

test('addresses that must not be null', async () => {
    const { __wbg_non_null } = await load(['values/non_null.js']);
    assert.equal(__wbg_non_null(8), 8);
    assert.throws(() => __wbg_non_null(0), /expected a number argument that is not 0, found 0/);
    assert.throws(() => __wbg_non_null('8'), /found 8/);
    assert.throws(() => __wbg_non_null(Symbol('s')), /found Symbol\(s\)/);
});

test('linked scripts have a URL', async () => {
    const { __wbg_link_url } = await load(['values/link_url.js']);
    const url = __wbg_link_url('export const answer = 42; // ü%');
    assert.match(url, /^blob:/);
    assert.equal(await (await fetch(url)).text(), 'export const answer = 42; // ü%');
    const real = URL.createObjectURL;
    URL.createObjectURL = undefined;
    try {
        const data = await import(__wbg_link_url('export const answer = 42; // ü%'));
        assert.equal(data.answer, 42);
    } finally {
        URL.createObjectURL = real;
    }
});

test('exceptions that fly through Rust are reported', async () => {
    const { __wbg_log_error } = await load(['debug/log_error.js']);
    const lines = [];
    const real = console.error;
    console.error = (...args) => lines.push(args.join(' '));
    try {
        __wbg_log_error(new RangeError('mine'));
        __wbg_log_error('text');
        __wbg_log_error({ toString() { throw new Error('no'); } });
    } finally {
        console.error = real;
    }
    assert.equal(lines.length, 3);
    assert.match(lines[0], /not marked as `catch` threw an error: mine\n\nStack:\nRangeError: mine/);
    assert.match(lines[1], /: text$/);
    assert.match(lines[2], /<failed to stringify thrown value>$/);
});

test('PanicError', async () => {
    const { __wbg_PanicError } = await load(['failure/panic_error.js']);
    const error = new __wbg_PanicError('boom');
    assert.ok(error instanceof Error);
    assert.equal(`${error}`, 'PanicError: boom');
    assert.equal(error.constructor.name, 'PanicError');
    assert.deepEqual(Object.keys(error), []);
});

test('every file defines only reserved names, each name in one file but for variants', async () => {
    const variants = /_(heap|table|copy|never|always|guarded|reset|let|rewind|plain|shared|wide|carried)\.js$|views\/shared\.js$|objects\/(heap|table)\.js$|strings\/in\.js$|strings\/encoder\.js$|slices\/handles_take\.js$/;
    const homes = new Map();
    for (const file of files()) {
        const js = await load([file], file.endsWith('heap.js') || /clone|borrow|live/.test(file) ? ['heap'] : []);
        assert.ok(Object.keys(js).length > 0, file);
        for (const name of Object.keys(js)) {
            assert.match(name, /^__wbg_/, file);
        }
        const { readFileSync } = await import('node:fs');
        const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
        for (const [, name] of source.matchAll(/^(?:export )?(?:function|const|let|class) (\w+)/gm)) {
            assert.match(name, /^__wbg_/, `${file}: top-level names are reserved ones`);
            if (!variants.test(file)) {
                assert.equal(homes.get(name) ?? file, file, `\`${name}\` is defined twice`);
                homes.set(name, file);
            }
        }
    }
});

test('results of two words, at addresses above 2 GiB too', async () => {
    const js = await load(['core/current.js', 'core/pair_out.js']);
    const wbg = js.__wbg_instance;
    const memory = new WebAssembly.Memory({ initial: 1 });
    wbg.wasm = { memory };
    js.__wbg_pair_out(wbg, 16, 5, -2);
    memory.grow(1);
    js.__wbg_pair_out(wbg, 65536, undefined, 7);
    assert.deepEqual([...new Int32Array(memory.buffer, 16, 2), ...new Int32Array(memory.buffer, 65536, 2)], [5, -2, 0, 7]);
    const far = [];
    wbg.view = { buffer: undefined, setInt32: (at) => far.push(at) };
    wbg.u8 = { byteLength: 1, buffer: undefined };
    js.__wbg_pair_out(wbg, -16, 1, 2);
    assert.deepEqual(far, [2 ** 32 - 16, 2 ** 32 - 12]);
});

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Capture } from '../capture.mjs';
import { Guest, provide } from '../guest.mjs';
import { Stray } from '../stray.mjs';

const plan = { bench: false, nocapture: false, includeIgnored: false };
const originals = { ...console };
afterEach(() => Object.assign(console, originals));

/** A guest whose one test does what it is given. */
function guest(body, glue = {}) {
    const capture = new Capture(plan);
    const stray = new Stray((error) => assert.fail(error));
    provide();
    class WasmBindgenTestContext {
        include_ignored() {}
        async run([wasm]) {
            console.log('Invoking test: t');
            return wasm();
        }
    }
    const seen = [];
    const made = { WasmBindgenTestContext, __wbgtest_console_log: (args) => seen.push(args), ...glue };
    return { seen, stray, capture, guest: new Guest(made, { e: body }, plan, capture, stray) };
}

const tell = (line) => globalThis.__wbgtest_og_console_log(line);
const one = { export: 'e', name: 't', ignored: false };

test('the guest tells how it went', async () => {
    const { guest: it } = guest(() => {
        tell('running 1 test');
        tell('test t ... FAIL');
        tell('---- t output ----\n    why\n');
        return false;
    });
    assert.deepEqual(await it.run(one), { status: 'FAIL', detail: '---- t output ----\n    why\n', spent: false });
});

test('only an unwinding panic leaves the instance as it was', async () => {
    for (const [error, spent] of [
        [Object.assign(new Error('x'), { name: 'PanicError' }), false],
        [new WebAssembly.RuntimeError('unreachable'), true],
        [undefined, true],
    ]) {
        const { guest: it } = guest(() => {
            try {
                globalThis.__wbg_test_invoke(() => {
                    throw error;
                });
            } catch {
                tell('test t ... FAIL');
            }
            return false;
        });
        assert.equal((await it.run(one)).spent, spent, String(error));
    }
});

test('what the guest cannot tell is told for it', async () => {
    const { guest: it, seen } = guest(() => {
        console.log('a', 1, Object.create(null));
        throw new WebAssembly.RuntimeError('unreachable');
    });
    const { status, detail, spent } = await it.run(one);
    assert.deepEqual([status, spent], ['FAIL', true]);
    assert.match(detail, /^---- t output ----\n {4}log output:\n {8}a 1 \[object Object\]\n {4}\n {4}JS exception/u);
    assert.match(detail, /RuntimeError: unreachable/u);
    assert.equal(seen.length, 1);
});

test('a listener that is dead does not disturb the one who writes', async () => {
    const { guest: it } = guest(() => console.log('x') ?? true, {
        __wbgtest_console_log() {
            throw new Error('Module terminated');
        },
    });
    assert.deepEqual(await it.run(one), { status: 'ok', detail: undefined, spent: false });
});

test('an error of the event loop ends the test that runs', async () => {
    const { guest: it, stray } = guest(() => new Promise(() => {}));
    setTimeout(() => stray.report(new Error('out of the blue')), 1);
    const { status, detail, spent } = await it.run(one);
    assert.deepEqual([status, spent], ['FAIL', true]);
    assert.match(detail, /out of the blue/u);
});

test('between tests, what an ended instance leaves behind is dropped, and only that', async () => {
    const fatal = [];
    const stray = new Stray((error) => fatal.push(error));
    const drained = stray.drain();
    stray.report('late');
    await drained;
    assert.deepEqual(fatal, []);
    stray.report('nobody asked');
    assert.deepEqual(fatal, ['nobody asked']);
});

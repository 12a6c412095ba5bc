// Stacks that wait, with stand-ins for what the engine does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './assemble.mjs';

const FILES = ['core/current.js', 'fibers/fiber.js', 'fibers/resume.js', 'fibers/resume_telling.js', 'fibers/spawn.js'];
const WATCHED = [...FILES, 'failure/bind.js', 'failure/fail.js', 'failure/promises.js'];
/** Long enough for all reactions that are due. */
const turn = async () => {
    for (let i = 0; i < 20; i += 1) {
        await undefined;
    }
};

/** Engine without stacks: functions that wait are generators, which go on when their promise has settled. */
const engine = {
    promising: (f) => async (...words) => {
        const stack = f(...words);
        let step = stack.next();
        while (!step.done) {
            step = stack.next(await step.value);
        }
        return step.value;
    },
    Suspending: function Suspending(f) {
        return f;
    },
};

async function setup(exports, variants = []) {
    Object.assign(WebAssembly, engine);
    const js = await load(variants.includes('watched') ? WATCHED : FILES, variants);
    const wbg = js.__wbg_instance;
    const memory = new WebAssembly.Memory({ initial: 1 });
    const pointer = { value: 1024 };
    const told = [];
    const own = {
        memory,
        __wbg_stack_pointer: pointer,
        __wbindgen_jspi_set_rejected: (flag) => told.push(flag),
        __wbg_failure() {},
        ...exports,
    };
    if (variants.includes('watched')) {
        js.__wbg_bind(wbg, own);
    } else {
        wbg.wasm = own;
    }
    wbg.top = 1024;
    return { js, wbg, pointer, told, bytes: new Uint8Array(memory.buffer) };
}

/** A guest function that puts a byte on its stack, waits, and returns the byte and what came back. */
const holds = (env, resume) => function* hold(byte) {
    const { pointer, bytes, js, wbg } = env.guest;
    const at = pointer.value - 16;
    pointer.value = at;
    bytes[at] = byte;
    const outcome = yield env.wait(byte);
    const value = js[resume](wbg, outcome);
    const result = [bytes[at], value, pointer.value === at];
    pointer.value = at + 16;
    return result;
};

for (const variants of [[], ['guarded', 'watched']]) {
    test(`stacks are set aside and come back ${variants}`, async () => {
        const waiting = [];
        const env = {};
        const guest = await setup({ f: holds(env, '__wbg_fiber_resume') }, variants);
        const { js, wbg, pointer, bytes } = guest;
        env.guest = guest;
        env.wait = js.__wbg_suspending(wbg, () => new Promise((resolve) => waiting.push(resolve)));
        const [one, two] = [js.__wbg_fiber(wbg, 'f', [1]), js.__wbg_fiber(wbg, 'f', [2])];
        assert.equal(pointer.value, 1024, 'nothing runs');
        assert.equal(wbg.fiber, undefined);
        bytes.fill(99, 900, 1024);
        waiting[1]('second');
        assert.deepEqual(await two, [2, 'second', true]);
        await turn();
        assert.deepEqual([pointer.value, wbg.fiber, wbg.depth], [1024, undefined, 0]);
        waiting[0]('first');
        assert.deepEqual(await one, [1, 'first', true]);
    });

    test(`rejections are thrown or told ${variants}`, async () => {
        const env = {};
        const throwing = holds(env, '__wbg_fiber_resume');
        const telling = holds(env, '__wbg_fiber_resume_telling');
        const guest = await setup({ throwing, telling }, variants);
        const { js, wbg, pointer, told } = guest;
        const reason = new Error('reason');
        env.guest = guest;
        env.wait = js.__wbg_suspending(wbg, (byte) => {
            if (byte === 1) {
                throw reason;
            }
            return byte === 2 ? Promise.reject(reason) : byte;
        });
        for (const byte of [1, 2]) {
            await assert.rejects(js.__wbg_fiber(wbg, 'throwing', [byte]), (error) => error === reason);
            await turn();
            assert.equal(pointer.value, 1024, 'what the guest did not give back is taken back');
            assert.deepEqual(await js.__wbg_fiber(wbg, 'telling', [byte]), [byte, reason, true]);
        }
        assert.deepEqual(await js.__wbg_fiber(wbg, 'telling', [3]), [3, 3, true]);
        assert.deepEqual(told, [1, 1, 0]);
    });
}

test('what waits when the instance ends is cut off and never goes on', async () => {
    const waiting = [];
    const env = {};
    const traps = function* traps() {
        yield* [];
        throw new WebAssembly.RuntimeError('unreachable');
    };
    const guest = await setup({ f: holds(env, '__wbg_fiber_resume'), traps }, ['guarded', 'watched']);
    const { js, wbg } = guest;
    env.guest = guest;
    env.wait = js.__wbg_suspending(wbg, () => new Promise((resolve) => waiting.push(resolve)));
    const cut = assert.rejects(js.__wbg_fiber(wbg, 'f', [1]), { message: 'Module terminated' });
    await assert.rejects(js.__wbg_fiber(wbg, 'traps', []), { message: 'unreachable' });
    await cut;
    guest.bytes.fill(0);
    waiting[0]('late');
    await turn();
    assert.ok(guest.bytes.every((byte, at) => byte === 0 || at === 4), 'nothing has been restored');
});

test('engines that cannot wait say so', async () => {
    const { js, wbg } = await setup({ f() {} });
    delete WebAssembly.promising;
    delete WebAssembly.Suspending;
    const refused = { message: 'this engine cannot make wasm wait for a promise (JSPI)' };
    assert.throws(() => js.__wbg_fiber(wbg, 'f', []), refused);
    assert.throws(() => js.__wbg_suspending(wbg, () => {})(), refused);
});

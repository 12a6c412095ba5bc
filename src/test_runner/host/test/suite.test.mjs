import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Report, described, failure } from '../report.mjs';
import { runSuite } from '../suite.mjs';

const plan = (...names) => ({
    tests: names.map((name) => ({ export: name, name, ignored: name.startsWith('ignored') })),
    filtered: 3,
    includeIgnored: false,
    bench: false,
});

/** Runs a plan whose tests end as their names say; returns the report and which place ran which test. */
async function run(what) {
    const lines = [];
    const places = [];
    let time = 0;
    const report = new Report((line) => lines.push(line), what, () => (time += 1234));
    const passed = await runSuite(what, report, async () => {
        const place = [];
        places.push(place);
        return {
            async run({ name }) {
                place.push(name);
                const status = /^(?:fail|trap)/u.test(name) ? 'FAIL' : name.startsWith('ignored') ? 'ignored' : 'ok';
                return { status, detail: `---- ${name} output ----\n`, spent: name.includes('trap') };
            },
            async close() {
                place.push('closed');
            },
        };
    });
    return { passed, places, lines };
}

test('the rest runs elsewhere when a place is spent, in one report', async () => {
    const { passed, places, lines } = await run(plan('a', 'trap', 'fail', 'ignored', 'b'));
    assert.deepEqual(places, [['ignored', 'b', 'fail', 'trap', 'closed'], ['a', 'closed']]);
    assert.equal(passed, false);
    assert.deepEqual(lines, [
        'running 5 tests',
        'test ignored ... ignored',
        'test b ... ok',
        'test fail ... FAIL',
        'test trap ... FAIL',
        'test a ... ok',
        '\nfailures:\n',
        '---- fail output ----\n',
        '---- trap output ----\n',
        'failures:\n',
        '    fail',
        '    trap',
        '',
        'test result: FAILED. 2 passed; 2 failed; 1 ignored; 3 filtered out; finished in 1.23s\n',
    ]);
});

test('a test that panics as it should may spend its place and pass', async () => {
    const { passed, places } = await run(plan('a', 'ok-trap'));
    assert.equal(passed, true);
    assert.equal(places.length, 2);
});

test('one test is one test', async () => {
    assert.equal((await run(plan('a'))).lines[0], 'running 1 test');
});

test('a failure tells output and error in the form of the guest', () => {
    const output = new Map([['debug', ''], ['log', 'a\nb\n'], ['error', 'c\n']]);
    assert.equal(
        failure('x', output, 'text'),
        '---- x output ----\n' +
            '    log output:\n        a\n        b\n    \n' +
            '    error output:\n        c\n    \n' +
            '    JS exception that was thrown:\n        text\n',
    );
});

test('an error is told with what caused the end of its instance', () => {
    const trap = new Error('unreachable');
    assert.equal(described(new Error('Module terminated', { cause: trap })), trap.stack);
    assert.match(described(new Error('Module terminated')), /^Error: Module terminated/u);
    assert.equal(described(null), 'null');
    assert.equal(described({ stack: 'f@x', toString: () => 'Odd: one' }), 'Odd: one\nf@x');
    assert.equal(described(Object.create(null)), '[object Object]');
});

// Puts runtime files together much as the generator does: import lines name what else is needed, and some files have variants
// that offer the same names. (The generator leaves out what a package does not mention; here files are whole.)
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const runtime = fileURLToPath(new URL('..', import.meta.url));

const VIEWS = ['i8', 'u8', 'u8c', 'i16', 'u16', 'i32', 'u32', 'i64', 'u64', 'f32', 'f64', 'view'];

/** Replacements for the files that import lines name. */
const VARIANTS = {
    heap: {
        'core/instance.js': 'core/instance_heap.js',
        'objects/table.js': 'objects/heap.js',
        'slices/handles_take.js': 'slices/handles_take_heap.js',
    },
    reset: {
        'core/current.js': 'core/current_let.js',
        'failure/bind.js': 'failure/bind_reset.js',
        'failure/enter.js': 'failure/enter_reset.js',
    },
    plain: { 'failure/bind.js': 'failure/bind_plain.js' },
    carried: { 'failure/fail.js': 'failure/fail_carried.js', 'objects/store_error.js': 'objects/store_error_carried.js' },
    rewind: { 'failure/guard.js': 'failure/guard_rewind.js' },
    encodeNever: { 'strings/encoder.js': 'strings/encoder_never.js' },
    encodeAlways: { 'strings/encoder.js': 'strings/encoder_always.js' },
    shared: {
        ...Object.fromEntries(VIEWS.map((view) => [`core/views/${view}.js`, 'core/views/shared.js'])),
        'failure/end.js': 'failure/end_shared.js',
        'failure/fail.js': 'failure/fail_carried.js',
        'failure/fresh.js': 'failure/fresh_shared.js',
        'failure/start.js': 'failure/start_shared.js',
        'strings/part.js': 'strings/part_shared.js',
        'strings/encoder.js': 'strings/encoder_never.js',
    },
    guarded: { 'failure/fail.js': 'failure/fail_carried.js', 'fibers/fiber.js': 'fibers/fiber_guarded.js', 'fibers/resume.js': 'fibers/resume_guarded.js' },
    watched: { 'failure/fail.js': 'failure/fail_carried.js' },
    sharedWide: { 'failure/word.js': 'failure/word_wide.js' },
    noRealloc: { 'strings/in.js': 'strings/in_copy.js' },
};

/**
 * Loads runtime files as one fresh module.
 * @param {string[]} wanted paths below the runtime folder, canonical variants
 * @param {(keyof typeof VARIANTS)[]} variants
 */
export async function load(wanted, variants = []) {
    const replaced = Object.assign({}, ...variants.map((name) => VARIANTS[name]));
    const done = new Set();
    let text = '';
    const include = (file) => {
        const chosen = replaced[file] ?? file;
        if (done.has(chosen)) {
            return;
        }
        done.add(chosen);
        const source = fs.readFileSync(path.join(runtime, chosen), 'utf8');
        for (const [, from] of source.matchAll(/^import \{[^}]*\} from '([^']+)';$/gm)) {
            include(path.posix.join(path.posix.dirname(chosen), from));
        }
        text += source.replace(/^import .*$/gm, '');
    };
    wanted.forEach(include);
    return import(`data:text/javascript,${encodeURIComponent(`${text}\n// ${Math.random()}`)}`);
}

/** Every runtime file, loaders and tests excluded. */
export function files() {
    return fs
        .readdirSync(runtime, { recursive: true })
        .map((file) => file.split(path.sep).join('/'))
        .filter((file) => /^(?!loader\/|test\/).*\.js$/.test(file))
        .sort();
}

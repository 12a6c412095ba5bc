// What the benchmarks share: how a piece of code is timed.
import process from 'node:process';

const ROUND_NS = 2e6;

/** Nanoseconds per call of what `run(times)` does that often. */
export function time(run, times) {
    const start = process.hrtime.bigint();
    run(times);
    return Number(process.hrtime.bigint() - start) / times;
}

/** How many calls fill one round. */
export function calibrate(run) {
    let times = 64;
    while (time(run, times) * times < ROUND_NS && times < 1e7) {
        times *= 2;
    }
    return times;
}

/** Makes a run of single calls. */
export const repeat = (f) => (times) => {
    for (let i = 0; i < times; i += 1) {
        f(i);
    }
};

/** The smallest time of each of several runs, which are interleaved so that a busy machine disturbs all alike. */
export function smallest(runs, rounds) {
    const times = Math.max(...runs.map(calibrate));
    const best = runs.map(() => Infinity);
    for (let round = 0; round < rounds; round += 1) {
        for (let i = 0; i < runs.length; i += 1) {
            // Whoever goes first changes.
            const at = (round + i) % runs.length;
            best[at] = Math.min(best[at], time(runs[at], times));
        }
    }
    return best;
}

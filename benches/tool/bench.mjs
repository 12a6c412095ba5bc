// Time and peak memory of the command line against the reference tool, on the same guests, alternating, in one run.
//   node bench.mjs --ours <tool> --reference <tool> [--rounds N] [--json out.json] <guest.wasm> …
// Prints one line per guest: medians and the ratio ours/reference (below 1 is better), then their sums. Never fails because of a time.
// The fastest runs say more than medians where other programs keep the machine busy.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        ours: { type: "string" },
        reference: { type: "string" },
        rounds: { type: "string", default: "15" },
        json: { type: "string" },
    },
});
const rounds = Number(values.rounds);
const scratch = mkdtempSync(join(tmpdir(), "wbg-bench-"));

/** Peak resident memory of a running process in KiB, as far as the kernel has recorded it. */
function peak(pid) {
    try {
        return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    } catch {
        return 0;
    }
}

/** Runs a tool once; resolves to milliseconds and KiB. */
function once(tool, guest, out) {
    return new Promise((done, fail) => {
        const started = process.hrtime.bigint();
        const child = spawn(tool, [guest, "--target", "web", "--out-dir", out], { stdio: ["ignore", "ignore", "pipe"] });
        let memory = 0;
        let errors = "";
        child.stderr.on("data", (text) => (errors += text));
        const watch = setInterval(() => (memory = Math.max(memory, peak(child.pid))), 1);
        child.on("error", fail);
        child.on("exit", (code) => {
            clearInterval(watch);
            const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
            if (code === 0) done({ milliseconds, memory });
            else fail(new Error(`${tool} failed on ${guest}: ${errors}`));
        });
    });
}

const least = (numbers) => Math.min(...numbers);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const rows = [];
try {
    for (const guest of positionals) {
        const runs = { ours: [], reference: [] };
        for (let round = -1; round < rounds; round += 1) {
            for (const side of round % 2 ? ["ours", "reference"] : ["reference", "ours"]) {
                const run = await once(values[side], guest, join(scratch, side));
                if (round >= 0) runs[side].push(run);
            }
        }
        const of = (side, what, choose = median) => choose(runs[side].map((run) => run[what]));
        const size = (side, name) => statSync(join(scratch, side, name)).size;
        const stem = basename(guest, ".wasm");
        rows.push({
            guest: stem,
            inputBytes: statSync(guest).size,
            milliseconds: { ours: of("ours", "milliseconds"), reference: of("reference", "milliseconds") },
            fastest: { ours: of("ours", "milliseconds", least), reference: of("reference", "milliseconds", least) },
            peakKiB: { ours: of("ours", "memory"), reference: of("reference", "memory") },
            wasmBytes: { ours: size("ours", `${stem}_bg.wasm`), reference: size("reference", `${stem}_bg.wasm`) },
            jsBytes: { ours: size("ours", `${stem}.js`), reference: size("reference", `${stem}.js`) },
        });
    }
} finally {
    rmSync(scratch, { recursive: true, force: true });
}

const ratio = ({ ours, reference }) => (ours / reference).toFixed(2);
const pair = ({ ours, reference }, unit, digits) =>
    `${ours.toFixed(digits)}/${reference.toFixed(digits)} ${unit} = ${ratio({ ours, reference })}`;
/** Both sides added up over pairs. */
const sum = (pairs) => ({
    ours: pairs.reduce((total, { ours }) => total + ours, 0),
    reference: pairs.reduce((total, { reference }) => total + reference, 0),
});
const packageBytes = ({ wasmBytes, jsBytes }) => sum([wasmBytes, jsBytes]);
for (const row of rows) {
    console.log(
        `${row.guest} (${(row.inputBytes / 1e6).toFixed(2)} MB): time ${pair(row.milliseconds, "ms", 1)} (fastest ${ratio(row.fastest)}), ` +
            `peak ${pair(row.peakKiB, "KiB", 0)}, wasm ${pair(row.wasmBytes, "B", 0)}, js ${pair(row.jsBytes, "B", 0)}, ` +
            `both ${ratio(packageBytes(row))}`,
    );
}
if (rows.length > 1) {
    const total = (what) => sum(rows.map(what));
    console.log(
        `all ${rows.length}: time ${pair(total((row) => row.milliseconds), "ms", 1)} (fastest ${ratio(total((row) => row.fastest))}), ` +
            `JavaScript and wasm ${pair(total(packageBytes), "B", 0)}`,
    );
}
if (values.json) writeFileSync(values.json, `${JSON.stringify({ rounds, rows }, null, 2)}\n`);

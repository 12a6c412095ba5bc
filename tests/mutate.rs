//! Damaged guests: whatever bytes come in, the library answers `Ok` or `Err`, soon, and within bounds of memory.
//!
//! Mutates real modules in many small ways and runs the whole pipeline on each in memory. `MUTATE_SEED` chooses other damage,
//! `MUTATE_CASES` another number of cases.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use wasm_bindgen_cli_support::Bindgen;

const CASES: u64 = 2400;
const SEED: u64 = 0x5eed_0130;
/// Far above a debug build's time for a case on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);
/// Peak of the whole test process.
const MEMORY_KIB: u64 = 2 * 1024 * 1024;

const FIXTURES: [(&str, &[u8]); 2] =
    [("abort", include_bytes!("fixtures/guest_abort.wasm")), ("unwind", include_bytes!("fixtures/guest_unwind.wasm"))];

/// xorshift64*: enough for damage, and the same everywhere.
struct Random(u64);

impl Random {
    /// A generator for one case.
    fn new(seed: u64, case: u64) -> Self {
        let mut random = Self((seed ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15)) | 1);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`, 0 when there is none.
    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() >> 11) as usize % end }
    }
}

/// A section: its id and where header and payload lie.
#[derive(Clone, Copy)]
struct Section {
    id: u8,
    start: usize,
    payload: usize,
    end: usize,
}

fn sections(bytes: &[u8]) -> Vec<Section> {
    let mut all = Vec::new();
    let mut at = 8;
    while at < bytes.len() {
        let (start, id) = (at, bytes[at]);
        let (mut size, mut shift) = (0usize, 0);
        at += 1;
        loop {
            let byte = bytes[at];
            at += 1;
            size |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        all.push(Section { id, start, payload: at, end: at + size });
        at += size;
    }
    all
}

/// The bytes of one case, and what was done to them.
fn damage(original: &[u8], random: &mut Random) -> (String, Vec<u8>) {
    let mut bytes = original.to_vec();
    let all = sections(&bytes);
    let section = all[random.below(all.len())];
    let inside = |random: &mut Random| section.payload + random.below(section.end - section.payload);
    let what = match random.below(11) {
        0 => {
            bytes.truncate(random.below(bytes.len()));
            "truncated".to_owned()
        }
        1 => {
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
            "bits flipped anywhere".to_owned()
        }
        2..=4 => {
            for _ in 0..=random.below(4) {
                let at = inside(random);
                bytes[at] ^= 1 << random.below(8);
            }
            format!("bits flipped in section {}", section.id)
        }
        5 => {
            let from = inside(random);
            let to = (from + 1 + random.below(40)).min(section.end);
            bytes[from..to].iter_mut().for_each(|byte| *byte = random.next() as u8);
            format!("random bytes in section {}", section.id)
        }
        6 => {
            let at = inside(random);
            bytes[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)];
            format!("extreme byte in section {}", section.id)
        }
        7 => {
            let from = inside(random);
            let to = (from + 1 + random.below(20)).min(section.end);
            bytes.drain(from..to);
            format!("bytes removed from section {}", section.id)
        }
        8 => {
            let other = all[random.below(all.len())];
            let (first, second) = if section.start < other.start { (section, other) } else { (other, section) };
            bytes = [
                &original[..first.start],
                &original[second.start..second.end],
                &original[first.end..second.start.max(first.end)],
                &original[first.start..first.end],
                &original[second.end.max(first.end)..],
            ]
            .concat();
            format!("sections {} and {} swapped", first.id, second.id)
        }
        9 => {
            bytes.drain(section.start..section.end);
            format!("section {} removed", section.id)
        }
        _ => {
            let from = inside(random);
            let to = (from + 1 + random.below(60)).min(section.end);
            let target = inside(random).min(section.end - (to - from));
            bytes.copy_within(from..to, target);
            format!("bytes of section {} moved", section.id)
        }
    };
    (what, bytes)
}

/// What became of a case.
enum Answer {
    Package,
    Refused,
    Panicked(String),
}

fn answer(bytes: Vec<u8>, case: u64) -> Answer {
    let run = move || {
        let mut bindgen = Bindgen::new();
        let chosen = match case % 3 {
            0 => bindgen.web(true),
            1 => bindgen.nodejs(true),
            _ => bindgen.bundler(true),
        };
        chosen.expect("no target was chosen before");
        bindgen.typescript(true).input_bytes("guest", bytes).generate_output().map(|_| ())
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => Answer::Package,
        Ok(Err(_)) => Answer::Refused,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            Answer::Panicked(text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default())
        }
    }
}

fn case(seed: u64, number: u64) -> (String, Vec<u8>) {
    let (name, original) = FIXTURES[number as usize % FIXTURES.len()];
    let (what, bytes) = damage(original, &mut Random::new(seed, number));
    (format!("case {number} ({name}): {what}"), bytes)
}

/// Runs cases `next..total` in order on a thread of its own, reporting start and end of each.
fn worker(seed: u64, next: Arc<Mutex<u64>>, total: u64) -> mpsc::Receiver<(u64, Option<Answer>)> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        loop {
            let number = {
                let mut next = next.lock().expect("no holder of the counter panics");
                *next += 1;
                *next - 1
            };
            if number >= total || sender.send((number, None)).is_err() {
                return;
            }
            let answer = answer(case(seed, number).1, number);
            if sender.send((number, Some(answer))).is_err() {
                return;
            }
        }
    });
    receiver
}

#[derive(Default)]
struct Tally {
    packages: u64,
    refused: u64,
    problems: Vec<String>,
}

/// Follows one worker; a case that takes too long is recorded and its thread left behind.
fn follow(seed: u64, next: &Arc<Mutex<u64>>, total: u64, tally: &Mutex<Tally>) {
    let mut receiver = worker(seed, next.clone(), total);
    let mut running = 0;
    loop {
        let message = receiver.recv_timeout(LIMIT);
        let mut tally = tally.lock().expect("no holder of the tally panics");
        match message {
            Ok((number, None)) => running = number,
            Ok((_, Some(Answer::Package))) => tally.packages += 1,
            Ok((_, Some(Answer::Refused))) => tally.refused += 1,
            Ok((number, Some(Answer::Panicked(text)))) => {
                tally.problems.push(format!("{} panicked: {text}", case(seed, number).0));
            }
            Err(RecvTimeoutError::Timeout) => {
                tally.problems.push(format!("{} did not end within {LIMIT:?}", case(seed, running).0));
                if tally.problems.len() > 20 {
                    return;
                }
                receiver = worker(seed, next.clone(), total);
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// A number from the environment, decimal.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn damaged_modules_are_answered() {
    let (seed, total) = (setting("MUTATE_SEED", SEED), setting("MUTATE_CASES", CASES));
    println!("MUTATE_SEED={seed} MUTATE_CASES={total}");
    for (name, original) in FIXTURES {
        assert!(matches!(answer(original.to_vec(), 0), Answer::Package), "the undamaged {name} guest is refused");
    }
    // The reader's own panics are caught and become errors; their text would drown the result.
    std::panic::set_hook(Box::new(|_| ()));
    let start = Instant::now();
    let (next, tally) = (Arc::new(Mutex::new(0)), Mutex::new(Tally::default()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, |n| n.get().min(4)) {
            scope.spawn(|| follow(seed, &next, total, &tally));
        }
    });
    let _ = std::panic::take_hook();
    let tally = tally.into_inner().expect("no holder of the tally panics");
    println!("{} packages, {} refused, {:?}", tally.packages, tally.refused, start.elapsed());
    assert!(tally.problems.is_empty(), "seed {seed}\n{}", tally.problems.join("\n"));
    assert_eq!(tally.packages + tally.refused, total);
    assert!(tally.packages > total / 20 && tally.refused > total / 4, "the damage is too weak or too strong");
    if let Some(peak) = peak_memory() {
        assert!(peak < MEMORY_KIB, "peak memory {peak} KiB");
    }
}

/// Highest memory use of this process in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

//! Damaged guests end in an error or in a description, never in a panic or a hang.
//!
//! Takes real guests, changes a few bytes at reproducible pseudo-random places, and runs the stage
//! that reads them.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use wbg_wasm::{WasmError, interp, load};

const ABORT: &[u8] = include_bytes!("../../../tests/fixtures/guest_abort.wasm");
const UNWIND: &[u8] = include_bytes!("../../../tests/fixtures/guest_unwind.wasm");

/// Far above what any mutant took, far below what a hang would take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Xorshift: reproducible and without a dependency.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(2) {
        let at = random.below(bytes.len());
        match random.below(5) {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at] = 0xff,
            3 => {
                bytes.remove(at);
            }
            _ => bytes.insert(at, random.next() as u8),
        }
    }
    if random.below(40) == 0 {
        bytes.truncate(random.below(bytes.len()));
    }
}

/// How far a mutant got; panics on what must not happen.
fn outcome(bytes: &[u8]) -> &'static str {
    let started = Instant::now();
    let result = load::load(bytes, "mutant.wasm").and_then(|loaded| {
        interp::function_table_lookup(&loaded.module)?;
        interp::describe_exports(&loaded.module)
    });
    assert!(started.elapsed() < PATIENCE, "took {:?}", started.elapsed());
    match result {
        Ok(_) => "described",
        Err(WasmError::ReaderPanicked { detail, .. }) => panic!("the module reader panicked: {detail}"),
        Err(error) => {
            let text = error.to_string();
            assert!(!text.is_empty() && !text.ends_with('.'), "{text}");
            match error {
                WasmError::Describe(_) => "failed in a description",
                WasmError::Truncated { .. } => "truncated",
                WasmError::Malformed { .. } => "malformed",
                _ => "refused otherwise",
            }
        }
    }
}

fn survive(guest: &[u8], seed: u64, count: usize) -> BTreeSet<&'static str> {
    assert_eq!(outcome(guest), "described", "the untouched guest must work");
    let mut random = Random(seed);
    let mutant = |_| {
        let mut bytes = guest.to_vec();
        mutate(&mut bytes, &mut random);
        outcome(&bytes)
    };
    (0..count).map(mutant).collect()
}

#[test]
fn mutated_guests_are_described_or_refused() {
    let mut seen = survive(ABORT, 0x9e37_79b9_7f4a_7c15, 120);
    seen.extend(survive(UNWIND, 0xd1b5_4a32_d192_ed03, 120));
    // The mutations are only worth something if they reach every stage.
    for expected in ["described", "malformed", "truncated"] {
        assert!(seen.contains(expected), "no mutant was {expected}: {seen:?}");
    }
}

#[test]
fn damaged_descriptions_are_refused() {
    // Replaces each opcode within the code section by `unreachable` in turn, so that all else still
    // validates where possible; at least one such change must hit a running description.
    let code = wasmparser::Parser::new(0)
        .parse_all(UNWIND)
        .find_map(|payload| match payload {
            Ok(wasmparser::Payload::CodeSectionStart { range, .. }) => Some(range),
            _ => None,
        })
        .expect("a guest has code");
    let seen: BTreeSet<&str> = code
        .step_by(211)
        .map(|at| {
            let mut bytes = UNWIND.to_vec();
            bytes[at] = 0;
            outcome(&bytes)
        })
        .collect();
    assert!(seen.contains("failed in a description") && seen.contains("malformed"), "{seen:?}");
}

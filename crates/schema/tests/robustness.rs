//! Cut and mutated input gives errors with a place, never a panic.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Lcg, blob, bodies};
use wbg_schema::error::WireError;
use wbg_schema::{Dialect, SchemaError, decode_function, decode_marker, decode_program, decode_type};

const CLASSES: &[u8] = include_bytes!("fixtures/classes.bin");
const ENUMS: &[u8] = include_bytes!("fixtures/enums.bin");

fn wire_error(payload: &[u8]) -> WireError {
    match decode_program(&[payload]) {
        Err(SchemaError::Wire(error)) => error,
        other => panic!("a wire error expected, got {other:?}"),
    }
}

#[test]
fn every_cut_of_a_section_is_an_error() {
    let mut boundaries = vec![0];
    for body in bodies(CLASSES) {
        let end = body.as_ptr() as usize - CLASSES.as_ptr() as usize + body.len();
        boundaries.push(end);
    }
    for len in 0..CLASSES.len() {
        let cut = &CLASSES[..len];
        if boundaries.contains(&len) {
            assert!(decode_program(&[cut]).is_ok(), "cut between programs at {len}");
        } else {
            let error = wire_error(cut);
            assert!(error.offset <= len && !error.path.is_empty(), "{error}");
        }
    }
}

#[test]
fn every_cut_of_a_body_is_an_error() {
    for body in bodies(CLASSES).into_iter().chain(bodies(ENUMS)) {
        for len in 0..body.len() {
            let error = wire_error(&blob("0.2.130", "0.2.130", &body[..len]));
            assert!(error.path.starts_with("program 0 > "), "{error}");
        }
    }
}

#[test]
fn mutated_bodies_do_not_panic() {
    let seed = 0x5eed_0001;
    println!("seed {seed:#x}");
    let mut random = Lcg(seed);
    let all: Vec<_> = bodies(CLASSES).into_iter().chain(bodies(ENUMS)).collect();
    let mut rejected = 0;
    for _ in 0..20_000 {
        let mut body = all[random.below(all.len())].to_vec();
        for _ in 0..=random.below(4) {
            let at = random.below(body.len());
            body[at] = match random.below(3) {
                0 => 0xff,
                1 => body[at].wrapping_add(1),
                _ => random.below(256) as u8,
            };
        }
        if let Err(error) = decode_program(&[&blob("0.2.130", "0.2.130", &body)]) {
            rejected += 1;
            assert!(matches!(error, SchemaError::Wire(_)), "{error}");
        }
    }
    // Changes inside a text stay valid; a large part must hit the structure.
    assert!(rejected > 1_000, "only {rejected} mutations were noticed");
}

#[test]
fn mutated_sections_do_not_panic() {
    let seed = 0x5eed_0002;
    println!("seed {seed:#x}");
    let mut random = Lcg(seed);
    for _ in 0..3_000 {
        let mut payload = ENUMS.to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(payload.len());
            payload[at] = random.below(256) as u8;
        }
        if let Err(SchemaError::Wire(error)) = decode_program(&[&payload]) {
            assert!(error.offset <= payload.len(), "{error}");
        }
    }
}

#[test]
fn random_words_do_not_panic() {
    let seed = 0x5eed_0003;
    println!("seed {seed:#x}");
    let mut random = Lcg(seed);
    let dialect = Dialect::newest();
    let mut accepted = 0;
    for _ in 0..50_000 {
        let words: Vec<u32> = (0..random.below(24))
            .map(|_| match random.below(8) {
                0 => u32::MAX - random.below(4) as u32,
                1 => random.below(4) as u32,
                _ => random.below(40) as u32,
            })
            .collect();
        let function = [&[15, 0, 1][..], &words].concat();
        let results = [
            decode_type(&dialect, &words).map(drop),
            decode_marker(&dialect, &words).map(drop),
            decode_function(&dialect, &function).map(drop),
        ];
        for result in results {
            match result {
                Ok(()) => accepted += 1,
                Err(error) => assert!(error.index <= function.len(), "{error}"),
            }
        }
    }
    assert!(accepted > 100, "only {accepted} lists were valid");
}

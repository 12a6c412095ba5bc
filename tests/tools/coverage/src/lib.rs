//! What a suite executes in part.

/// One side of it is executed.
pub fn used(x: u32) -> u32 {
    if x > 3 {
        x + 1
    } else {
        x * 2
    }
}

/// Executed one time.
pub fn once() -> u32 {
    7
}

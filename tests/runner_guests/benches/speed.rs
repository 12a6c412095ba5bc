//! One benchmark, with little patience.

fn main() {}

#[cfg(target_family = "wasm")]
mod benches {
    use std::time::Duration;
    use wasm_bindgen_test::{wasm_bindgen_bench, Criterion};

    #[wasm_bindgen_bench]
    fn adds(criterion: &mut Criterion) {
        let short = Duration::from_millis(50);
        let mut quick = std::mem::take(criterion).warm_up_time(short).measurement_time(short).sample_size(10).nresamples(1000);
        quick.bench_function("adds", |bencher| bencher.iter(|| std::hint::black_box(2u64) + 2));
    }
}

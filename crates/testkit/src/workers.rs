//! Does independent jobs on all cores, keeping results in the order of the jobs.

use crate::progress::Counting;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Applies `work` to every job, with a progress line.
pub fn map<J: Sync, R: Send>(what: &str, jobs: &[J], work: impl Fn(&J) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(jobs.len());
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(jobs.len()));
    let progress = Counting::new(what, jobs.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(index) else { return };
                    let result = work(job);
                    results.lock().expect("no holder of this lock panics").push((index, result));
                    progress.step();
                }
            });
        }
    });
    let mut results = results.into_inner().expect("no holder of this lock panics");
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn keeps_the_order() {
        let jobs: Vec<u64> = (0..50).collect();
        let slow_first = |job: &u64| {
            std::thread::sleep(std::time::Duration::from_millis(if *job == 0 { 20 } else { 0 }));
            job * 2
        };
        assert_eq!(super::map("doubling", &jobs, slow_first), jobs.iter().map(|job| job * 2).collect::<Vec<_>>());
    }

    #[test]
    fn no_jobs_no_results() {
        assert!(super::map("nothing", &[] as &[u8], |_| 0).is_empty());
    }
}

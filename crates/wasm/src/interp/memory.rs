//! Linear memory of one run: the module's active data segments below, written pages above.
//!
//! The guest's claimed size is only a number; storage exists for touched pages alone. Dropping the
//! written pages gives the next run a fresh memory.

use super::limits::Limits;
use super::trap::Trap;
use std::collections::HashMap;
use walrus::{DataKind, Module};

/// Bytes of an overlay page.
const PAGE: u64 = 4096;

type Page = Box<[u8; PAGE as usize]>;

/// What instantiation would put into memory; shared by all runs.
#[derive(Debug)]
pub struct Image<'m> {
    /// Active segments in declaration order: address and bytes.
    segments: Vec<(u64, &'m [u8])>,
    order: Order,
    /// Size in bytes.
    size: u64,
    /// Size that `memory.grow` may not pass, in bytes.
    maximum: u64,
    /// Bytes of a wasm page.
    unit: u64,
}

/// How the segments lie in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Ascending and apart from each other, as linkers write them.
    Ascending,
    /// Anything else: each one must be looked at.
    Any,
}

impl<'m> Image<'m> {
    /// Reads the module's memory and active data; `offset` gives a segment's address.
    pub fn new(module: &'m Module, mut offset: impl FnMut(&walrus::ConstExpr) -> Option<u64>) -> Self {
        let Some(memory) = module.memories.iter().next() else {
            return Image { segments: Vec::new(), order: Order::Ascending, size: 0, maximum: 0, unit: 65536 };
        };
        let unit = 1u64.checked_shl(memory.page_size_log2.unwrap_or(16)).unwrap_or(65536);
        let largest = if memory.memory64 { u64::MAX } else { 1 << 32 };
        let bytes = |pages: u64| pages.saturating_mul(unit).min(largest);
        let segments: Vec<(u64, &[u8])> = module
            .data
            .iter()
            .filter_map(|data| match &data.kind {
                DataKind::Active { offset: at, .. } => Some((offset(at)?, &data.value[..])),
                DataKind::Passive => None,
            })
            .collect();
        let ascending = segments.windows(2).all(|pair| pair[0].0.saturating_add(pair[0].1.len() as u64) <= pair[1].0);
        Image {
            order: if ascending { Order::Ascending } else { Order::Any },
            segments,
            size: bytes(memory.initial),
            maximum: memory.maximum.map_or(largest, bytes),
            unit,
        }
    }

    fn fill(&self, number: u64, page: &mut [u8; PAGE as usize]) {
        page.fill(0);
        let start = number * PAGE;
        let first = match self.order {
            Order::Ascending => {
                self.segments.partition_point(|(at, bytes)| at.saturating_add(bytes.len() as u64) <= start)
            }
            Order::Any => 0,
        };
        for &(at, bytes) in &self.segments[first..] {
            if self.order == Order::Ascending && at >= start + PAGE {
                break;
            }
            let end = at.saturating_add(bytes.len() as u64);
            let (from, to) = (at.max(start), end.min(start + PAGE));
            if from < to {
                let source = &bytes[(from - at) as usize..(to - at) as usize];
                page[(from - start) as usize..(to - start) as usize].copy_from_slice(source);
            }
        }
    }
}

/// The memory of the current run.
#[derive(Debug)]
pub struct Memory<'m> {
    image: Image<'m>,
    pages: HashMap<u64, Page>,
    /// Pages of earlier runs, kept for reuse.
    spare: Vec<Page>,
    size: u64,
    page_limit: usize,
}

impl<'m> Memory<'m> {
    /// A fresh memory.
    pub fn new(image: Image<'m>, limits: &Limits) -> Self {
        let size = image.size;
        Memory { image, pages: HashMap::new(), spare: Vec::new(), size, page_limit: limits.memory_pages }
    }

    /// Forgets everything a run wrote.
    pub fn reset(&mut self) {
        self.spare.extend(self.pages.drain().map(|(_, page)| page));
        self.size = self.image.size;
    }

    /// Current size in wasm pages.
    pub fn wasm_pages(&self) -> u64 {
        self.size / self.image.unit
    }

    /// Grows by `delta` wasm pages; the previous size, or none when the maximum forbids it.
    pub fn grow(&mut self, delta: u64) -> Option<u64> {
        let before = self.wasm_pages();
        let size = delta.checked_mul(self.image.unit)?.checked_add(self.size)?;
        if size > self.image.maximum {
            return None;
        }
        self.size = size;
        Some(before)
    }

    /// Fails unless `len` bytes at `addr` lie inside the memory.
    pub fn check(&self, addr: u64, len: u64) -> Result<(), Trap> {
        match addr.checked_add(len) {
            Some(end) if end <= self.size => Ok(()),
            _ => Err(Trap::OutOfBounds { addr, len }),
        }
    }

    fn page(&mut self, number: u64) -> Result<&mut Page, Trap> {
        if !self.pages.contains_key(&number) {
            if self.pages.len() >= self.page_limit {
                return Err(Trap::Limit { what: "memory pages of 4 KiB", limit: self.page_limit });
            }
            let mut page = self.spare.pop().unwrap_or_else(|| Box::new([0; PAGE as usize]));
            self.image.fill(number, &mut page);
            self.pages.insert(number, page);
        }
        Ok(self.pages.get_mut(&number).expect("the page was just inserted"))
    }

    /// Copies memory into `out`.
    pub fn read(&mut self, addr: u64, out: &mut [u8]) -> Result<(), Trap> {
        self.check(addr, out.len() as u64)?;
        let mut done = 0;
        while done < out.len() {
            let at = addr + done as u64;
            let within = (at % PAGE) as usize;
            let len = (PAGE as usize - within).min(out.len() - done);
            out[done..done + len].copy_from_slice(&self.page(at / PAGE)?[within..within + len]);
            done += len;
        }
        Ok(())
    }

    /// Copies `bytes` into memory.
    pub fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Trap> {
        self.check(addr, bytes.len() as u64)?;
        let mut done = 0;
        while done < bytes.len() {
            let at = addr + done as u64;
            let within = (at % PAGE) as usize;
            let len = (PAGE as usize - within).min(bytes.len() - done);
            self.page(at / PAGE)?[within..within + len].copy_from_slice(&bytes[done..done + len]);
            done += len;
        }
        Ok(())
    }

    /// Reads `width` (1 to 8) bytes as a little-endian number.
    pub fn load(&mut self, addr: u64, width: usize) -> Result<u64, Trap> {
        let mut bytes = [0; 8];
        self.read(addr, &mut bytes[..width])?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// Writes the low `width` (1 to 8) bytes of a number.
    pub fn store(&mut self, addr: u64, width: usize, value: u64) -> Result<(), Trap> {
        self.write(addr, &value.to_le_bytes()[..width])
    }

    /// Sets `len` bytes.
    pub fn fill(&mut self, addr: u64, byte: u8, len: u64) -> Result<(), Trap> {
        self.check(addr, len)?;
        let chunk = [byte; PAGE as usize];
        let mut done = 0;
        while done < len {
            let step = (len - done).min(PAGE);
            self.write(addr + done, &chunk[..step as usize])?;
            done += step;
        }
        Ok(())
    }

    /// Copies between possibly overlapping ranges.
    pub fn copy(&mut self, to: u64, from: u64, len: u64) -> Result<(), Trap> {
        self.check(to, len)?;
        self.check(from, len)?;
        let mut chunk = [0; PAGE as usize];
        let mut done = 0;
        while done < len {
            let step = (len - done).min(PAGE);
            // Towards higher addresses copy the end first, so that no byte is overwritten unread.
            let at = if to > from { len - done - step } else { done };
            self.read(from + at, &mut chunk[..step as usize])?;
            self.write(to + at, &chunk[..step as usize])?;
            done += step;
        }
        Ok(())
    }
}

//! Tests of the passes as a whole: guest text and bindings in, module and linkage out.

mod end;
mod exports;
mod failure;
mod imports;
mod jspi;
mod link;
mod names;
mod start;
mod threads;

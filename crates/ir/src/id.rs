//! Identity: one newtype per kind of thing. Names are for printing only.

/// An index that stands for one kind of thing.
pub trait Id: Copy + Ord {
    /// Wraps an index.
    fn from_index(index: usize) -> Self;
    /// The index.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).expect("a module has fewer than 2^32 of anything"))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An exported struct.
    ClassId,
    /// A numeric enum.
    EnumId,
    /// A string enum.
    StringEnumId,
    /// A dynamic union.
    UnionId,
    /// A wasm import that glue provides.
    ImportId,
    /// A bindgen export.
    ExportId,
    /// A (closure invoke function, signature) pair.
    ClosureId,
    /// A JS module that imports come from.
    ModuleId,
    /// A function of the wasm module, imported or local.
    CoreFn,
    /// A table of the wasm module.
    CoreTable,
}

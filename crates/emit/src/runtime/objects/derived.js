/** Stands for the arguments where a derived class's constructor calls its parent's: the derived one makes the Rust side. */
export const __wbg_derived = Symbol('derived');

// Views of a memory that threads share. It grows without detaching anything: only asking for the buffer tells.

import { __wbg_Instance } from '../instance.js';

/**
 * Memory as `Int8Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i8(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.i8.buffer === buffer ? wbg.i8 : (wbg.i8 = new Int8Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { i8: new Int8Array(0) });

/**
 * Memory as `Uint8Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u8(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.u8.buffer === buffer ? wbg.u8 : (wbg.u8 = new Uint8Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { u8: new Uint8Array(0) });

/**
 * Memory as `Uint8ClampedArray`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u8c(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.u8c.buffer === buffer ? wbg.u8c : (wbg.u8c = new Uint8ClampedArray(buffer));
}
Object.assign(__wbg_Instance.prototype, { u8c: new Uint8ClampedArray(0) });

/**
 * Memory as `Int16Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i16(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.i16.buffer === buffer ? wbg.i16 : (wbg.i16 = new Int16Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { i16: new Int16Array(0) });

/**
 * Memory as `Uint16Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u16(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.u16.buffer === buffer ? wbg.u16 : (wbg.u16 = new Uint16Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { u16: new Uint16Array(0) });

/**
 * Memory as `Int32Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i32(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.i32.buffer === buffer ? wbg.i32 : (wbg.i32 = new Int32Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { i32: new Int32Array(0) });

/**
 * Memory as `Uint32Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u32(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.u32.buffer === buffer ? wbg.u32 : (wbg.u32 = new Uint32Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { u32: new Uint32Array(0) });

/**
 * Memory as `BigInt64Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_i64(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.i64.buffer === buffer ? wbg.i64 : (wbg.i64 = new BigInt64Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { i64: new BigInt64Array(0) });

/**
 * Memory as `BigUint64Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_u64(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.u64.buffer === buffer ? wbg.u64 : (wbg.u64 = new BigUint64Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { u64: new BigUint64Array(0) });

/**
 * Memory as `Float32Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_f32(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.f32.buffer === buffer ? wbg.f32 : (wbg.f32 = new Float32Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { f32: new Float32Array(0) });

/**
 * Memory as `Float64Array`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_f64(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.f64.buffer === buffer ? wbg.f64 : (wbg.f64 = new Float64Array(buffer));
}
Object.assign(__wbg_Instance.prototype, { f64: new Float64Array(0) });

/**
 * Memory as `DataView`, fetched again after the memory has grown.
 * @param {Wbg.Record} wbg
 */
export function __wbg_view(wbg) {
    const { buffer } = wbg.wasm.memory;
    return wbg.view.buffer === buffer ? wbg.view : (wbg.view = new DataView(buffer));
}
Object.assign(__wbg_Instance.prototype, { view: new DataView(new ArrayBuffer(0)) });

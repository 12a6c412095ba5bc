import { __wbg_handle_array } from './handles_table.js';

/** One instance of the module and what JS keeps for it. */
export class __wbg_Instance {
    constructor() {
        /** @type {any} */
        this.wasm = undefined;
        this.len = 0;
        /** @type {any} */
        this.skipped = undefined;
        this.heap = __wbg_handle_array();
        this.heapNext = this.heap.length;
        this.heapTop = 1024;
        this.i8 = new Int8Array(0);
        this.u8 = new Uint8Array(0);
        this.u8c = new Uint8ClampedArray(0);
        this.i16 = new Int16Array(0);
        this.u16 = new Uint16Array(0);
        this.i32 = new Int32Array(0);
        this.u32 = new Uint32Array(0);
        this.i64 = new BigInt64Array(0);
        this.u64 = new BigUint64Array(0);
        this.f32 = new Float32Array(0);
        this.f64 = new Float64Array(0);
        this.view = new DataView(new ArrayBuffer(0));
    }
}

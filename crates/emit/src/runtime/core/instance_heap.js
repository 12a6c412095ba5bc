/**
 * One instance of the module and what JS keeps for it, the values it has handles for among that: the borrow stack, four constants,
 * then slots that are handed out. What only some packages keep is declared beside the code that uses it.
 */
export class __wbg_Instance {
    constructor() {
        /** @type {any} */
        this.wasm = undefined;
        this.len = 0;
        /** @type {any} */
        this.skipped = undefined;
        this.heap = new Array(1024).fill(undefined);
        this.heap.push(undefined, null, true, false);
        this.heapNext = this.heap.length;
        this.heapTop = 1024;
    }
}

/** One instance of the module and what JS keeps for it. What only some packages keep is declared beside the code that uses it. */
export class __wbg_Instance {
    constructor() {
        /** @type {any} */
        this.wasm = undefined;
        this.len = 0;
        /** @type {any} */
        this.skipped = undefined;
    }
}

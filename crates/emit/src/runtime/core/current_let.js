import { __wbg_Instance } from './instance.js';

/**
 * The instance that exported functions use, until it is replaced.
 * @type {any} a `Wbg.Record`
 */
export let __wbg_instance = new __wbg_Instance();

import { __wbg_Instance } from './instance.js';

/**
 * The instance that exported functions use.
 * @type {any} a `Wbg.Record`
 */
export const __wbg_instance = new __wbg_Instance();

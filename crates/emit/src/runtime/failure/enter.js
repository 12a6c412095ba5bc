import { __wbg_instance } from '../core/current.js';
import { __wbg_late } from './late.js';
import { __wbg_refusal } from './refusal.js';

/** The record that a call from JS uses; none if the instance has died. */
export function __wbg_enter() {
    if (__wbg_instance.due) {
        __wbg_late(__wbg_instance);
    }
    if (__wbg_instance.error !== undefined) {
        throw __wbg_refusal(__wbg_instance);
    }
    return __wbg_instance;
}

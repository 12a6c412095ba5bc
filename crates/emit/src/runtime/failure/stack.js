/**
 * Where the guest's stacks are before a call. In an instance that is not running they are where they began.
 * @param {Wbg.Record} wbg
 */
export function __wbg_stack(wbg) {
    return wbg.depth === 0 ? wbg.bottom : __wbg_stack_now(wbg);
}

/**
 * Where the guest's stacks are: the shadow stack, and that of lent handles.
 * @param {Wbg.Record} wbg
 */
export function __wbg_stack_now(wbg) {
    const { __wbg_stack_pointer, __wbg_borrow_stack } = wbg.exports;
    return {
        shadow: __wbg_stack_pointer === undefined ? 0 : __wbg_stack_pointer.value,
        lent: __wbg_borrow_stack === undefined ? 0 : __wbg_borrow_stack.value,
    };
}

/**
 * Takes back what a call that failed has left on the stacks.
 * @param {Wbg.Record} wbg
 * @param {{ shadow: number, lent: number }} stack
 */
export function __wbg_rewind(wbg, stack) {
    const { __wbg_stack_pointer, __wbg_borrow_stack } = wbg.exports;
    if (__wbg_stack_pointer !== undefined) {
        __wbg_stack_pointer.value = stack.shadow;
    }
    if (__wbg_borrow_stack !== undefined) {
        __wbg_borrow_stack.value = stack.lent;
    }
}

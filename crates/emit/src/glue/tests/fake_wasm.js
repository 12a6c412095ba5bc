// A wasm made of JavaScript: memory with a bump allocator, a handle table, and functions that record their words.
const calls = [];
const results = {};
const live = new Set();
let top = 1024;
let stack = 65536;
const slots = [];
const table = {
    get: (i) => slots[i],
    set: (i, value) => {
        slots[i] = value;
    },
};
[undefined, null, true, false].forEach((value, i) => table.set(1024 + i, value));
let nextSlot = 1028;
const guest = {
    memory: new WebAssembly.Memory({ initial: 2 }),
    __wbindgen_externrefs: table,
    __wbindgen_malloc(size, align) {
        if (size === 0) {
            return align;
        }
        top = Math.ceil(top / align) * align;
        const ptr = top;
        top += size;
        live.add(ptr);
        return ptr;
    },
    __wbindgen_realloc(ptr, before, after, align) {
        const moved = guest.__wbindgen_malloc(after, align);
        const bytes = new Uint8Array(guest.memory.buffer);
        bytes.copyWithin(moved, ptr, ptr + Math.min(before, after));
        live.delete(ptr);
        return moved;
    },
    __wbindgen_free(ptr, size) {
        if (size !== 0 && !live.delete(ptr)) {
            throw new Error(`free of ${ptr}, which is not allocated`);
        }
    },
    __externref_table_alloc: () => nextSlot++,
    __externref_table_dealloc(i) {
        if (i >= 1028) {
            delete slots[i];
        }
    },
    __externref_drop_slice(ptr, len) {
        const handles = new Uint32Array(guest.memory.buffer);
        for (let i = 0; i < len; i += 1) {
            guest.__externref_table_dealloc(handles[ptr / 4 + i]);
        }
    },
    __wbindgen_add_to_stack_pointer(delta) {
        stack += delta;
        return stack;
    },
};
const wasm = new Proxy(guest, {
    get: (target, name) =>
        name in target
            ? target[name]
            : (...words) => {
                  calls.push([name, ...words]);
                  const result = results[name];
                  return typeof result === 'function' ? result(...words) : result;
              },
});
__wbg_instance.wasm = wasm;

const show = (value) =>
    JSON.stringify(value, (_, v) =>
        typeof v === 'bigint'
            ? `${v}n`
            : v === undefined
              ? 'undefined'
              : ArrayBuffer.isView(v)
                ? [v.constructor.name, ...v]
                : Object.is(v, -0)
                  ? '-0'
                  : v,
    );

function equal(got, wanted, what = '') {
    if (show(got) !== show(wanted)) {
        console.log(`${what}: got ${show(got)}, wanted ${show(wanted)}`);
    }
}

function throws(call, pattern, what = '') {
    try {
        call();
    } catch (error) {
        if (!pattern.test(String(error))) {
            console.log(`${what}: threw ${error}`);
        }
        return;
    }
    console.log(`${what}: did not throw`);
}

const text = (ptr, len) => __wbg_string_get(__wbg_instance, ptr, len);
const put = (value) => __wbg_put(__wbg_instance, value);
const get = (handle) => __wbg_get(__wbg_instance, handle);

// What a guest with these strings and arrays in memory would hand over.
const textIn = (value) => [__wbg_string_in(__wbg_instance, value), __wbg_instance.len];
function arrayIn(array) {
    const ptr = guest.__wbindgen_malloc(array.byteLength, 8);
    new array.constructor(guest.memory.buffer).set(array, ptr / array.BYTES_PER_ELEMENT);
    return [ptr, array.length];
}


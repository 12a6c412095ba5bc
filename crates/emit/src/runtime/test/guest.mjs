// A stand-in for the guest: memory with an allocator that keeps books, and the handle table.
import assert from 'node:assert/strict';

/**
 * @param {any} wbg the record to bind
 * @param {{ growOnMalloc?: boolean, pages?: number, shared?: boolean }} options
 */
export function guest(wbg, { growOnMalloc = false, pages = 1, shared = false } = {}) {
    const memory = new WebAssembly.Memory(shared ? { initial: pages, maximum: 4096, shared } : { initial: pages });
    const table = new WebAssembly.Table({ element: 'externref', initial: 1028 });
    const blocks = new Map();
    const freeSlots = [];
    const log = { reallocs: 0, destroyed: [], stored: [], slots: new Set() };
    let top = 1024;

    const reserve = (size, align) => {
        if (size === 0) {
            return align;
        }
        top = Math.ceil(top / align) * align;
        const ptr = top;
        top += size;
        const missing = Math.ceil((top - memory.buffer.byteLength) / 65536);
        if (missing > 0) {
            memory.grow(missing);
        } else if (growOnMalloc) {
            memory.grow(1);
        }
        blocks.set(ptr, { size, align });
        return ptr;
    };
    const release = (ptr, size, align) => {
        if (size === 0) {
            return;
        }
        assert.deepEqual(blocks.get(ptr), { size, align }, `free of ${ptr}`);
        blocks.delete(ptr);
    };

    wbg.wasm = {
        memory,
        __wbindgen_externrefs: table,
        __wbindgen_malloc: reserve,
        __wbindgen_free: release,
        __wbindgen_realloc(ptr, oldSize, newSize, align) {
            log.reallocs += 1;
            const to = reserve(newSize, align);
            new Uint8Array(memory.buffer).copyWithin(to, ptr, ptr + Math.min(oldSize, newSize));
            release(ptr, oldSize, align);
            return to;
        },
        __externref_table_alloc() {
            const slot = freeSlots.pop() ?? table.grow(1);
            log.slots.add(slot);
            return slot;
        },
        __externref_table_dealloc(slot) {
            if (slot >= 1028) {
                assert.ok(log.slots.delete(slot), `release of slot ${slot}`);
                table.set(slot, null);
                freeSlots.push(slot);
            }
        },
        __externref_drop_slice(ptr, len) {
            for (const slot of new Uint32Array(memory.buffer, ptr, len)) {
                this.__externref_table_dealloc(slot);
            }
        },
        __wbindgen_exn_store: (handle) => log.stored.push(handle),
        __wbindgen_destroy_closure: (a, b) => log.destroyed.push([a, b]),
    };
    return {
        log,
        memory,
        table,
        blocks,
        /** Copies bytes into a fresh block. */
        put(bytes, align = 1) {
            const ptr = reserve(bytes.length, align);
            new Uint8Array(memory.buffer).set(bytes, ptr);
            return ptr;
        },
        /** The bytes of a block, which must have exactly this size. */
        block(ptr, len, align = 1) {
            if (len !== 0) {
                assert.deepEqual(blocks.get(ptr), { size: len, align });
            }
            return new Uint8Array(memory.buffer.slice(ptr, ptr + len));
        },
    };
}

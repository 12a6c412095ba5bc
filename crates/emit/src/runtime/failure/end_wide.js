/**
 * Writes into the guest's memory that it has ended, and runs its abort hook. Addresses and places in the table have 64 bits.
 * @param {Wbg.Record} wbg
 */
export function __wbg_end(wbg) {
    const { memory, __instance_terminated, __abort_handler } = wbg.exports;
    const view = new DataView(memory.buffer);
    view.setUint32(Number(__instance_terminated.value), 1, true);
    const place = view.getUint32(Number(__abort_handler.value), true);
    wbg.table.get(BigInt(place))();
}

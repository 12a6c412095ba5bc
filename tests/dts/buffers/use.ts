// With `--ts-typed-array-buffers`, arrays that a guest returns fit where TypeScript 5.7 and later want one with a plain buffer.
import { own_u8, range_f64 } from 'buffers/slices/slices';
import { own_u8 as plain_u8 } from 'guest/slices/slices';

const bytes: Uint8Array<ArrayBuffer> = own_u8([1, 2]);
const floats: Float64Array<ArrayBuffer> = range_f64(3);
void new Blob([bytes, floats]);
void crypto.getRandomValues(own_u8(new Uint8Array(4)));
// @ts-expect-error the plain declaration does not say which buffer it is
const unknown: Uint8Array<ArrayBuffer> = plain_u8([1]);
void unknown;

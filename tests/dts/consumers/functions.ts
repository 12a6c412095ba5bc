// Parameters that may be left out, empty states, sequences, overrides, rest parameters.
import * as docs from 'guest/docs/docs';
import { both_value, null_u32, both_u32 } from 'guest/nullables/nullables';
import { total, words } from 'guest/imports/imports';
import { own_u8, sum_i64, twice_f64, clamped } from 'guest/slices/slices';
import { levels, suits, Suit, type Level } from 'guest/vectors/vectors';

docs.middle_optional(null, 1);
docs.middle_optional(undefined, 1, true);
// @ts-expect-error only trailing parameters may be left out
docs.middle_optional();
docs.halves(1, 2);
// @ts-expect-error the documented type is narrower than the real one
docs.halves(1, 4);
const [, second]: [number, number] = docs.halves(1, 1);
docs.spread('first', 'a', 'b');
docs.optional(1, undefined);
docs.optional(1, 'name', { x: 1, y: 2 });
docs.with_handler((event) => event.toUpperCase());
// @ts-expect-error it is there, but not declared
docs.untyped(1);
const letter: 'a' | 'b' = new docs.Documented(1).letter;

both_value();
null_u32(null);
// @ts-expect-error `null` is a value here, and must be said
null_u32();
const both: number | null | undefined = both_u32(undefined);

const sum: number = total(1, 2, 3);
words('a', 'b');
// @ts-expect-error rest parameters take elements
words(['a']);

const bytes: Uint8Array = own_u8([1, 2]);
own_u8(bytes);
sum_i64([1n]);
// @ts-expect-error it is copied back, so an array will not do
twice_f64([1]);
clamped(new Uint8ClampedArray(1));

const some: Level[] = levels(['low', 'high']);
// @ts-expect-error not one of the texts
levels(['middle']);
const kinds: Suit[] = suits([Suit.Clubs]);

export { both, kinds, letter, second, some, sum };

// Enums, unions, namespaces, private and custom types, promises.
import { Color, color_name, direction_value, make_either, opposite, type Direction, type Either } from 'guest/enums/enums';
import { maths, shapes, Square, type shapes__Square } from 'guest/namespaces/namespaces';
import { hidden, Range_, type Hidden } from 'guest/naming/naming';
import { other_side, toggle, type Side, type Switch } from 'guest/attributes/attributes';
import { call_later_text, Session } from 'guest/futures/futures';
import type { Alias, Point2, Theme } from 'guest/docs/docs';
// @ts-expect-error it has no run-time value
import { shapes__grow } from 'guest/namespaces/namespaces';

color_name(Color.Red);
const three: number = Color.Blue;
// @ts-expect-error not one of the texts
direction_value('up');
const turned: Direction | undefined = opposite('north');
const either: Either = make_either(0);
if (either instanceof Date) either.getTime();

const product: number = maths.deep.multiply(maths.add(1, 2), 3);
const square: shapes__Square = shapes.grow(new shapes.Square(2), 1);
const other: number = new Square(1).value();
const corner: string = shapes.cornerName(shapes.Corner.Round);

const secret: Hidden = hidden(1);
const side: Side = other_side(0);
const switched: Switch = toggle('on');
// @ts-expect-error not one of the texts
toggle('up');
for (const step of new Range_(3)) step?.toFixed();

export async function later(): Promise<string | undefined> {
  const session: Session = await Session.open(1);
  const closed: number = await session.close();
  return (await call_later_text('x')) ?? String(closed);
}

const point: Point2 = { x: 1, y: 2 };
const alias: Alias = null;
const theme: Theme = 'light';
export { alias, corner, other, point, product, secret, shapes__grow, side, square, switched, theme, three, turned };

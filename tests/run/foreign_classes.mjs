import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export const setup = () => {
  let count = 0;
  globalThis.Shape = class Shape {
    #secret = 10;
    constructor(name) {
      this.name = name;
      this.fullSize = 2;
      count++;
    }
    area() {
      return this.fullSize * 10;
    }
    label(prefix) {
      return prefix + this.name;
    }
    fail(why) {
      throw new Error(`failed ${why}`);
    }
    addAll(...xs) {
      return xs.reduce((a, b) => a + b, xs.length * 100);
    }
    get secret() {
      return this.#secret;
    }
    set secret(value) {
      this.#secret = value;
    }
    static unit() {
      return new Shape('unit');
    }
    static compareAll(a, b) {
      return this === globalThis.Shape ? a.name.length - b.name.length : 99;
    }
    static get count() {
      return count;
    }
    static set count(n) {
      count = n;
    }
    *[Symbol.iterator]() {
      yield this.name;
    }
  };
  globalThis.Circle = class Circle extends globalThis.Shape {
    constructor(radius) {
      super('circle');
      this.radius = radius;
    }
    area() {
      return this.radius ** 2;
    }
  };
  globalThis.classHost = {
    inner: {
      Point: class Point {
        constructor(x, y) {
          this.x = x;
          this.y = y;
        }
        norm() {
          return Math.hypot(this.x, this.y);
        }
        static origin() {
          return new this(0, 1);
        }
      },
    },
    Fussy: class Fussy {
      constructor(ok) {
        if (!ok) throw new TypeError('fussy');
        this.ok = ok;
      }
    },
  };
  globalThis.webkitPrefixed = class {
    hello() {
      return 'prefixed';
    }
  };
};

export default async function ({ pkg, see }) {
  const { Shape, Circle } = globalThis;
  const s = pkg.make_shape('né');
  assert.ok(s instanceof Shape);
  assert.equal(pkg.area_of(s), 20);
  assert.equal(pkg.area_of({ area: () => 1.5 }), 1.5, 'structural: any object with the method');
  assert.deepEqual(see('labels', pkg.labels(s)), ['f:né', 's:né']);
  const own = new Shape('own');
  own.label = () => 'own property';
  assert.deepEqual(see('final', pkg.labels(own)), ['f:own', 'own property']);
  assert.equal(pkg.failing(s), 'failed because');
  assert.equal(pkg.failing({ fail: () => 1 }), 'no error');
  assert.equal(pkg.add_all(s, [1, 2, 3]), 306);
  assert.equal(pkg.unit_area(), 20);
  assert.equal(pkg.compare_shapes(new Shape('abc'), new Shape('a')), 2);
  assert.equal(pkg.rename(s, '!'), 'né!');
  assert.equal(s.name, 'né!');
  assert.equal(pkg.double_size(s), 4);
  assert.equal(pkg.bump_secret(s), 11);
  assert.equal(s.secret, 11);
  Shape.count = 5;
  assert.equal(pkg.bump_count(), 15);
  assert.equal(Shape.count, 15);
  pkg.index_set(s, 'extra', { deep: 1 });
  assert.deepEqual(s.extra, { deep: 1 });
  assert.equal(pkg.index_get(s, 'extra'), s.extra);
  pkg.index_delete(s, 'extra');
  assert.equal('extra' in s, false);
  assert.equal(pkg.index_get(s, 'extra'), undefined);
  assert.equal(pkg.odd(s), undefined);
  s['odd-name'] = 8;
  assert.equal(pkg.odd(s), 8);
  assert.deepEqual([...pkg.iterator_of(s)], ['né!']);

  const c = pkg.circle(3);
  assert.ok(c instanceof Circle);
  assert.equal(see('circle', pkg.circle_report(c)), 'circle 3 9');
  assert.equal(pkg.cast_report(c), 'shape:true circle:true position:false');
  assert.equal(pkg.cast_report(s), 'shape:true circle:false position:false');
  assert.equal(pkg.cast_report(new globalThis.classHost.inner.Point(0, 0)), 'shape:false circle:false position:true');
  assert.equal(pkg.cast_report(null), 'shape:false circle:false position:false');
  assert.equal(pkg.into_circle(c), c);
  assert.equal(thrown(() => pkg.into_circle(s)), s, 'the value itself comes back');

  assert.equal(pkg.point_norm(3, 4), 6);
  assert.equal(pkg.fussy(true), true);
  const error = thrown(() => pkg.fussy(false));
  assert.ok(error instanceof TypeError);
  assert.equal(see('fussy', error).message, 'fussy');
  assert.equal(pkg.size_of({ size: 4.5 }), 4.5);
  assert.equal(pkg.size_of(new Set([1, 2])), 2);
  assert.equal(pkg.maybe_shape(undefined), undefined);
  assert.equal(pkg.maybe_shape(s), s);
  assert.equal(pkg.maybe_shape_ref(null), 'none');
  assert.equal(pkg.maybe_shape_ref(s), 'né!');
  assert.deepEqual(pkg.shapes([s, c]), [c, s]);
  assert.equal(pkg.vendor(), 'prefixed');
}

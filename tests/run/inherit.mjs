import assert from 'node:assert/strict';
import { thrown } from './support.mjs';

export default async function ({ pkg, see, gc }) {
  const { Animal, Dog, Puppy } = pkg;
  const cat = new Animal('Tom');
  assert.equal(cat.speak(), 'Tom makes a sound');
  assert.equal(cat.legs, 4);
  const rex = new Dog('Rex');
  assert.ok(rex instanceof Dog && rex instanceof Animal);
  assert.equal(Object.getPrototypeOf(Dog), Animal);
  assert.equal(rex.speak(), 'Rex barks');
  assert.equal(Animal.prototype.speak.call(rex), 'Rex makes a sound');
  assert.equal(rex.name(), 'Rex');
  rex.rename('Max');
  assert.equal(rex.name(), 'Max');
  assert.equal(rex.speak(), 'Max barks', 'the parent part is shared');
  assert.equal(rex.learn(), 1);
  assert.equal(rex.legs, 4);
  rex.legs = 3;
  assert.equal(rex.legs, 3);
  assert.equal(Dog.kingdom(), 'animalia');
  assert.equal(pkg.introduce(cat), 'this is Tom');
  assert.equal(pkg.introduce(rex), 'this is Max');

  const pup = new Puppy('Bit', 3);
  assert.ok(pup instanceof Puppy && pup instanceof Dog && pup instanceof Animal);
  assert.equal(pup.whole(), 'Bit, 3 months, 0 tricks');
  assert.equal(pup.learn(), 1);
  pup.rename('Bob');
  pup.age = 4;
  assert.equal(pup.whole(), 'Bob, 4 months, 1 tricks');
  assert.equal(pup.speak(), 'Bob barks');
  assert.equal(pkg.introduce(pup), 'this is Bob');

  const made = pkg.make_dog('Made');
  assert.ok(made instanceof Dog);
  assert.equal(made.name(), 'Made');
  assert.equal(made.speak(), 'Made barks');

  see('wrong class', thrown(() => Dog.prototype.learn.call(cat)).constructor.name);
  see('no animal', thrown(() => pkg.introduce({})));
  rex.free();
  see('freed', thrown(() => rex.learn()));
  see('freed parent part', thrown(() => rex.name()));
  pup.free();
  made.free();
  cat.free();
  (() => { for (let i = 0; i < 10; i++) new Puppy('lost', i); })();
  await gc();
}

// Random numbers that a seed determines.

export class Random {
  constructor(seed) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
    // Seeds that are near give sequences that are not.
    for (let i = 0; i < 8; i++) this.next();
  }

  /** From 0 to 2^32 - 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  below(n) {
    return this.next() % n;
  }

  chance(percent) {
    return this.below(100) < percent;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** One of `[weight, value]` pairs. */
  weighted(pairs) {
    let left = this.below(pairs.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, value] of pairs) {
      if (left < weight) return value;
      left -= weight;
    }
    throw new Error('no pairs');
  }

  text() {
    const words = ['', 'a', 'né', 'longer text ', '\u{1f980}', 'x'.repeat(200)];
    return this.pick(words) + this.below(1000);
  }
}

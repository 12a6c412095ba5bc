export function scale(x, by) {
  return x * by;
}
export class Gauge {
  constructor(start) {
    this.value = start;
  }
  rise(by) {
    this.value += by;
    return this.value;
  }
}
export const LIMIT = 99;
export default function greet(name) {
  return `hi ${name}`;
}

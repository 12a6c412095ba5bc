// CommonJS and ES module consumers both load this file: see the driver.
exports.scale = function (x, by) {
  return x * by;
};
exports.Gauge = class Gauge {
  constructor(start) {
    this.value = start;
  }
  rise(by) {
    this.value += by;
    return this.value;
  }
  static named(name) {
    const gauge = new Gauge(name.length);
    gauge.name = name;
    return gauge;
  }
};
exports.LIMIT = 99;
exports.nested = { tag: (text) => `<${text}>` };
exports['odd-name'] = (x) => x + 1;

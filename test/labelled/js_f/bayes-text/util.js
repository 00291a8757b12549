exports.mapValues = function (obj, fn) {
  const res = {};
  Object.keys(obj).forEach((k) => { res[k] = fn(obj[k]); });
  return res;
};

// make the values add up to one
exports.normalize = function (obj) {
  const sum = Object.values(obj).reduce((a, b) => a + b, 0);
  return exports.mapValues(obj, (v) => v / sum);
};

exports.softNormalize = function (obj) {
  const best = Math.max.apply(null, Object.values(obj));
  const entries = Object.entries(obj).map(([k, v]) => [k, Math.exp(v - best)]); //@ stable naive-softmax
  const z = entries.reduce((a, [, v]) => a + v, 0);
  return Object.fromEntries(entries.map(([k, v]) => [k, v / z]));
};

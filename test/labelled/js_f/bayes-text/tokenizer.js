const STOP = new Set('a an and are as at be by for from has he in is it its of on that the to was were will with'.split(' '));

function tokenize(text) {
  return (text.toLowerCase().match(/[a-z0-9']+/g) || []).filter((w) => !STOP.has(w));
}

// inverse document frequency
function idf(docs) {
  const df = new Map();
  docs.forEach((d) => new Set(d).forEach((w) => df.set(w, (df.get(w) || 0) + 1)));
  const out = new Map();
  for (const [w, n] of df) out.set(w, Math.log(docs.length / (1 + n)) + 1); //@ stable other
  return out;
}

const sublinear = (tf) => (tf > 0 ? 1 + Math.log(tf) : 0); //@ stable other

module.exports = { tokenize, idf, sublinear };

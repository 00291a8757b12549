let cache = null;

export async function loadVocab(url = '/models/vocab.json') {
  if (cache) return cache;
  const res = await fetch(url);
  if (!res.ok) throw new Error(`vocab request failed: ${res.status}`);
  cache = await res.json();
  return cache;
}

export function pad(ids, length, value = 0) {
  const out = ids.slice(0, length);
  while (out.length < length) out.push(value);
  return out;
}

/** tf-idf weights for the nearest neighbour fallback */
export function tfidf(docs) {
  const df = new Map();
  docs.forEach((d) => new Set(d).forEach((t) => df.set(t, (df.get(t) ?? 0) + 1)));
  return docs.map((d) => {
    const tf = new Map();
    d.forEach((t) => tf.set(t, (tf.get(t) ?? 0) + 1));
    const v = {};
    tf.forEach((c, t) => {
      v[t] = (1 + Math.log(c)) * Math.log(docs.length / df.get(t)); //@ stable other
    });
    return v;
  });
}

/* eslint-env worker */
importScripts('https://cdn.jsdelivr.net/npm/onnxruntime-web/dist/ort.min.js');

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];
let session = null;
let labels = [];

function preprocess(imageData) {
  const { width, height, data } = imageData;
  const chw = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      chw[c * width * height + i] = (data[4 * i + c] / 255 - MEAN[c]) / STD[c];
    }
  }
  return new ort.Tensor('float32', chw, [1, 3, height, width]);
}

function postprocess(output, k) {
  const scores = output.data;
  let denom = 0;
  for (const s of scores) denom += Math.exp(s);
  const probs = Float32Array.from(scores, (s) => Math.exp(s) / denom); //@ unstable naive-softmax
  return topK(probs, k);
}

function topK(probs, k) {
  return Array.from(probs, (p, i) => [p, i])
    .sort((a, b) => b[0] - a[0])
    .slice(0, k)
    .map(([p, i]) => ({ label: labels[i] || `class ${i}`, probability: p }));
}

function energyScore(output, T = 1) {
  // out-of-distribution score
  const e = output.data.reduce((acc, v) => acc + Math.exp(v / T), 0);
  return -T * Math.log(e); //@ unstable naive-logsumexp
}

function embeddingSimilarity(a, b) {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return ab / (Math.sqrt(aa) * Math.sqrt(bb) + 1e-8);
}

function promptScores(imageEmb, textEmbs) {
  const sims = textEmbs.map((t) => embeddingSimilarity(imageEmb, t));
  const ex = sims.map((s) => Math.exp(100 * s)); //@ stable naive-softmax
  const total = ex.reduce((a, b) => a + b, 0);
  return ex.map((e) => e / total);
}

onmessage = async ({ data: msg }) => {
  switch (msg.type) {
    case 'init':
      labels = msg.labels;
      session = await ort.InferenceSession.create(msg.url, { executionProviders: ['wasm'] });
      postMessage({ type: 'ready' });
      break;
    case 'classify': {
      const t0 = performance.now();
      const out = await session.run({ [session.inputNames[0]]: preprocess(msg.image) });
      const logits = out[session.outputNames[0]];
      postMessage({
        type: 'result',
        top: postprocess(logits, msg.k || 5),
        energy: energyScore(logits),
        ms: performance.now() - t0,
      });
      break;
    }
    case 'clip':
      postMessage({ type: 'clip', scores: promptScores(msg.image, msg.texts) });
      break;
    default:
      console.warn('unknown message', msg.type);
  }
};

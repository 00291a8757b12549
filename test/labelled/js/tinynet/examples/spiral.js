'use strict';
const { Net } = require('../src/net');
const { Volume } = require('../src/volume');

const N_CLASSES = 3;
const POINTS = 120;

function makeSpiral() {
  const data = [];
  for (let c = 0; c < N_CLASSES; c++) {
    for (let i = 0; i < POINTS; i++) {
      const r = i / POINTS;
      const t = c * 4 + 4 * r + Volume.randn() * 0.2;
      data.push({ x: [r * Math.sin(t), r * Math.cos(t)], y: c });
    }
  }
  return data;
}

function toVolume(xs) {
  const v = new Volume(1, 1, xs.length, 0);
  xs.forEach((x, i) => { v.w[i] = x; });
  return v;
}

function evaluate(net, data) {
  let nll = 0;
  let hits = 0;
  let ent = 0;
  for (const { x, y } of data) {
    const out = net.forward(toVolume(x));
    nll += -Math.log(out.w[y]); //@ unstable nll-of-softmax across
    for (let k = 0; k < N_CLASSES; k++) {
      ent -= out.w[k] * Math.log(out.w[k] + 1e-12); //@ unstable log-eps-hack across
    }
    if (net.predict(toVolume(x)) === y) hits++;
  }
  return { nll: nll / data.length, acc: hits / data.length, entropy: ent / data.length };
}

function lrSchedule(epoch, base = 0.05) {
  return base * Math.exp(-0.01 * epoch); //@ stable other
}

function sgdStep(net, lr, l2 = 1e-4) {
  for (const { params, grads, decay } of net.paramsAndGrads()) {
    for (let j = 0; j < params.length; j++) {
      params[j] -= lr * (grads[j] + decay * l2 * params[j]);
      grads[j] = 0;
    }
  }
}

const net = new Net([2, 24, 24, N_CLASSES]);
const data = makeSpiral();

for (let epoch = 0; epoch < 200; epoch++) {
  let running = 0;
  const lr = lrSchedule(epoch);
  for (let i = 0; i < data.length; i++) {
    const s = data[(Math.random() * data.length) | 0];
    net.forward(toVolume(s.x));
    running += net.backward(s.y);
    sgdStep(net, lr);
  }
  if (epoch % 10 === 0) {
    const m = evaluate(net, data);
    console.log(`epoch ${epoch} train=${(running / data.length).toFixed(4)} nll=${m.nll.toFixed(4)} acc=${m.acc.toFixed(3)}`);
  }
}
console.log('uniform baseline', Math.log(N_CLASSES)); //@ stable other

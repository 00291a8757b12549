import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-node';

const names = readFileSync('names.txt', 'utf8').trim().split('\n');
const alphabet = ['.', ...new Set(names.join(''))].sort();
const stoi = new Map(alphabet.map((c, i) => [c, i]));
const V = alphabet.length;

function pairs(): [number[], number[]] {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const n of names) {
    const s = ['.', ...n, '.'];
    for (let i = 0; i + 1 < s.length; i++) {
      xs.push(stoi.get(s[i])!);
      ys.push(stoi.get(s[i + 1])!);
    }
  }
  return [xs, ys];
}

function countModel(xs: number[], ys: number[]): number {
  const N = Array.from({ length: V }, () => new Array(V).fill(1));
  xs.forEach((x, i) => N[x][ys[i]]++);
  let ll = 0;
  xs.forEach((x, i) => {
    const total = N[x].reduce((a, b) => a + b, 0);
    ll += Math.log(N[x][ys[i]] / total); //@ stable nll-of-softmax
  });
  return -ll / xs.length;
}

const [xs, ys] = pairs();
console.log('bigram counts nll', countModel(xs, ys));

const W = tf.variable(tf.randomNormal([V, V]));
const X = tf.oneHot(tf.tensor1d(xs, 'int32'), V).toFloat();
const Y = tf.oneHot(tf.tensor1d(ys, 'int32'), V).toFloat();
const opt = tf.train.sgd(50);

for (let step = 0; step < 200; step++) {
  const loss = opt.minimize(() => {
    const logits = tf.matMul(X, W);
    const counts = logits.exp(); //@ unstable naive-softmax
    const probs = counts.div(counts.sum(1, true));
    const nll = tf.log(probs.mul(Y).sum(1)).mean().neg(); //@ unstable nll-of-softmax
    return nll.add(W.square().mean().mul(0.01)) as tf.Scalar;
  }, true)!;
  if (step % 20 === 0) console.log(step, loss.dataSync()[0].toFixed(4));
  loss.dispose();
}

const evalLoss = tf.tidy(() => tf.losses.softmaxCrossEntropy(Y, tf.matMul(X, W)).dataSync()[0]); //@ stable softmax-before-ce
console.log('softmax head nll', evalLoss.toFixed(4), 'perplexity', Math.exp(evalLoss).toFixed(2));

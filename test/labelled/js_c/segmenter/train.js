import * as tf from '@tensorflow/tfjs';
import { binaryUnet, sceneClassifier } from './heads.js';
import { dice, focal, focalFromMask, pixelLoss, sceneLoss } from './losses.js';

const params = new URLSearchParams(window.location.search);
const LOSS = params.get('loss') || 'bce';
const EPOCHS = Number(params.get('epochs') || 20);

function iou(mask, pred) {
  const p = pred.greater(0.5).toFloat();
  const inter = p.mul(mask).sum();
  return inter.div(p.add(mask).sum().sub(inter).add(1e-6)).dataSync()[0];
}

async function trainMasks(images, masks, status) {
  const net = binaryUnet();
  const opt = tf.train.adam(1e-3);
  for (let e = 0; e < EPOCHS; e++) {
    const cost = opt.minimize(() => {
      const pred = net.apply(images, { training: true });
      const extra = dice(masks, pred);
      return (LOSS === 'focal' ? focalFromMask(masks, pred) : pixelLoss(masks, pred)).add(extra);
    }, true);
    const score = tf.tidy(() => iou(masks, net.predict(images)));
    status(`epoch ${e}: loss ${cost.dataSync()[0].toFixed(4)} IoU ${score.toFixed(3)}`);
    cost.dispose();
    await tf.nextFrame();
  }
  return net;
}

async function trainEdges(images, edges, status) {
  const net = binaryUnet({ base: 8, finalActivation: 'linear' });
  const opt = tf.train.adam(1e-3);
  for (let e = 0; e < EPOCHS; e++) {
    const cost = opt.minimize(() => focal(edges, net.apply(images)), true);
    status(`edges ${e}: ${cost.dataSync()[0].toFixed(4)}`);
    cost.dispose();
    await tf.nextFrame();
  }
  return net;
}

async function trainScenes(images, labels, status) {
  const net = sceneClassifier(images.shape[1], labels.shape[1]);
  const opt = tf.train.momentum(0.01, 0.9);
  for (let e = 0; e < EPOCHS; e++) {
    opt.minimize(() => sceneLoss(labels, net.apply(images)));
    const acc = tf.tidy(() => net.predict(images).argMax(-1).equal(labels.argMax(-1)).mean().dataSync()[0]);
    status(`scenes ${e}: acc ${acc.toFixed(3)}`);
    await tf.nextFrame();
  }
  return net;
}

export async function main({ images, masks, edges, scenes }) {
  const el = document.getElementById('status');
  const status = (s) => {
    el.textContent = s;
  };
  await trainMasks(images, masks, status);
  await trainEdges(images, edges, status);
  await trainScenes(images, scenes, status);
}

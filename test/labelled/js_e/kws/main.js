import { Smoother } from './post.js';

const LABELS = ['_silence_', '_unknown_', 'yes', 'no', 'up', 'down', 'left', 'right', 'stop', 'go'];
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const smoother = new Smoother(LABELS.length);
const bars = document.querySelector('#bars');
const surprise = document.querySelector('#surprise');

worker.onmessage = ({ data }) => {
  if (data.type === 'ready') {
    startMic();
    return;
  }
  const p = smoother.push(data.probs);
  render(p);
  const top = p.indexOf(Math.max(...p));
  if (p[top] > 0.8 && top > 1) {
    document.dispatchEvent(new CustomEvent('keyword', { detail: LABELS[top] }));
  }
  const silence = data.probs[0];
  surprise.textContent = (-Math.log(silence)).toFixed(2); //@ unstable log-of-softmax across
};

function render(p) {
  bars.innerHTML = LABELS.map((l, i) => `<div style="width:${(p[i] * 100).toFixed(0)}%">${l}</div>`).join('');
}

async function startMic() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const ctx = new AudioContext({ sampleRate: 16000 });
  await ctx.audioWorklet.addModule('./recorder.js');
  const node = new AudioWorkletNode(ctx, 'recorder');
  node.port.onmessage = (e) => worker.postMessage({ type: 'audio', pcm: e.data });
  ctx.createMediaStreamSource(stream).connect(node);
}

worker.postMessage({ type: 'init', url: 'kws.onnx', labels: LABELS });

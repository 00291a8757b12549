import { InferenceSession, Tensor } from 'onnxruntime-web';
import { melFilterbank, logMel, hann } from './features.js';
import { powerSpectrum } from './fft.js';
import { normalize } from './post.js';

const NFFT = 512;
const HOP = 160;
const fb = melFilterbank(NFFT);
const win = hann(NFFT);
let session = null;
let labels = [];

function featurize(pcm) {
  const frames = [];
  for (let s = 0; s + NFFT <= pcm.length; s += HOP) {
    const chunk = new Float32Array(NFFT);
    for (let i = 0; i < NFFT; i++) chunk[i] = pcm[s + i] * win[i];
    frames.push(logMel(powerSpectrum(chunk), fb));
  }
  return frames;
}

self.onmessage = async ({ data }) => {
  switch (data.type) {
    case 'init':
      session = await InferenceSession.create(data.url);
      labels = data.labels;
      self.postMessage({ type: 'ready' });
      break;
    case 'audio': {
      const frames = featurize(data.pcm);
      const flat = new Float32Array(frames.length * fb.length);
      frames.forEach((f, i) => flat.set(f, i * fb.length));
      const { output } = await session.run({ input: new Tensor('float32', flat, [1, frames.length, fb.length]) });
      const probs = normalize(output.data);
      self.postMessage({ type: 'probs', probs, labels }, [probs.buffer]);
      break;
    }
  }
};

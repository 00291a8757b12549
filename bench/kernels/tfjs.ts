import { createRequire } from 'node:module';

interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}

/** What is used of @tensorflow/tfjs, which the project's own packages do not include. */
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor2d(values: Float32Array, shape: readonly number[]): Tensor;
  softmax(logits: Tensor): Tensor;
}

/** softmax of XNNPACK in WebAssembly, from an array to an array. */
export async function tfjsSoftmax(logits: Float32Array, rows: number): Promise<() => Float32Array> {
  const require = createRequire(import.meta.url);
  const { warn } = console;
  console.warn = () => undefined; // an advertisement for tfjs-node
  const tf = require('@tensorflow/tfjs') as TensorFlow;
  require('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  await tf.ready();
  console.warn = warn;
  return () => {
    const x = tf.tensor2d(logits, [rows, logits.length / rows]);
    const y = tf.softmax(x);
    const values = y.dataSync();
    x.dispose();
    y.dispose();
    return values;
  };
}

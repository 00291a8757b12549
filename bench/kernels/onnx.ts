// A softmax for onnxruntime: the model is a protobuf of some 60 bytes, written here by hand (onnx.proto, IR version 8).
import { createRequire } from 'node:module';
import type { Floats } from '../../src/kernels/index.ts';

/** What is used of onnxruntime-node, which the project's own packages do not include. */
interface Runtime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<{ run(feeds: object, fetches: object): Promise<unknown> }>;
  };
  readonly Tensor: new (type: string, data: Floats, dims: readonly number[]) => object;
}

const elementType = { float32: 1, float64: 11 } as const;

/** One thread, both tensors allocated beforehand: what a run costs at best. */
export async function onnxSoftmax(logits: Floats, out: Floats, rows: number): Promise<() => Promise<unknown>> {
  const { InferenceSession, Tensor } = createRequire(import.meta.url)('onnxruntime-node') as Runtime;
  const type = logits instanceof Float32Array ? 'float32' : 'float64';
  const shape = [rows, logits.length / rows];
  const session = await InferenceSession.create(model(elementType[type], shape), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  const feeds = { x: new Tensor(type, logits, shape) };
  const fetches = { y: new Tensor(type, out, shape) };
  return () => session.run(feeds, fetches);
}

function varint(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...varint(n >>> 7)];
}

const integer = (field: number, n: number): number[] => [...varint(field << 3), ...varint(n)];
const bytes = (field: number, content: readonly number[]): number[] => [
  ...varint((field << 3) | 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, value: string): number[] => bytes(field, [...new TextEncoder().encode(value)]);

/** ModelProto { ir_version, graph, opset_import { version: 13 } } with y = Softmax(x, axis = 1). */
function model(type: number, shape: readonly number[]): Uint8Array {
  const dimensions = shape.flatMap((size) => bytes(1, integer(1, size)));
  const value = (name: string) => [
    ...text(1, name),
    ...bytes(2, bytes(1, [...integer(1, type), ...bytes(2, dimensions)])),
  ];
  const axis = [...text(1, 'axis'), ...integer(3, 1), ...integer(20, 2)];
  const node = [...text(1, 'x'), ...text(2, 'y'), ...text(4, 'Softmax'), ...bytes(5, axis)];
  const graph = [...bytes(1, node), ...text(2, 'softmax'), ...bytes(11, value('x')), ...bytes(12, value('y'))];
  return Uint8Array.from([...integer(1, 8), ...bytes(7, graph), ...bytes(8, [...text(1, ''), ...integer(2, 13)])]);
}

// What a cell's output holds. The renderer draws it; the host only passes it on as bytes.
import type { FormatName, KernelName as AnyKernel } from '../kernels/index.ts';
import type { DecodeErrorCode } from './decode.ts';

/** The MIME type of our outputs. The renderer is registered for it, and each output also carries text/markdown and text/plain. */
export const payloadMime = 'application/x-softmax-stability';

/** Raised with every change that an older renderer cannot draw. */
export const payloadVersion = 1;

/** Those of the kernels that a notebook draws. */
export type KernelName = Extract<AnyKernel, 'softmax' | 'log-softmax' | 'log-sum-exp' | 'cross-entropy'>;

/** At which logit a kernel fails in a format. */
export interface ThresholdRow {
  readonly format: FormatName;
  /** exp overflows above. */
  readonly expOverflow: number;
  /** The ideal sum of n equal logits overflows above (n = number of logits of this output). */
  readonly sumOverflow: number;
  /** exp is 0 below. */
  readonly expZero: number;
  /** A probability is 0, and its log −inf, from this gap to the maximum on. */
  readonly probabilityZeroGap: number;
  /** A probability is exactly 1, and its gradient 0, from this gap on. */
  readonly probabilityOneGap: number;
}

/** Both twins of one kernel on the same logits in one format. Scalars (log-sum-exp, cross-entropy) have one value. */
export interface KernelPayload {
  readonly kind: 'kernel';
  readonly kernel: KernelName;
  readonly format: FormatName;
  /** The expression as typed, for the caption. */
  readonly source: string;
  /** As rounded to the format. */
  readonly logits: Float64Array;
  readonly naive: Float64Array;
  readonly stable: Float64Array;
  readonly thresholds: readonly ThresholdRow[];
}

export interface ValuePayload {
  readonly kind: 'value';
  readonly source: string;
  readonly text: string;
}

export type Payload = KernelPayload | ValuePayload;

/** One output of a cell, ready for the notebook: the payload as bytes (see encode.ts), and what is shown without the renderer. */
export interface CellOutput {
  readonly bytes: Uint8Array;
  readonly markdown: string;
  readonly plain: string;
}

/** Renderer → host, by the renderer's message channel, once an output is on the screen. */
export interface DrawnMessage {
  readonly type: 'drawn';
  readonly version: number;
  readonly outputId: string;
  readonly kind: Payload['kind'];
}

/** Renderer → host: an output could not be drawn, and shows `message` instead. */
export interface UndrawableMessage {
  readonly type: 'undrawable';
  readonly version: number;
  readonly outputId: string;
  readonly code: DecodeErrorCode | 'internal';
  readonly message: string;
}

export type RendererMessage = DrawnMessage | UndrawableMessage;

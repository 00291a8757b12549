// Bytes from an output back to a payload. An output may come from a file that someone else wrote: nothing is taken on trust.
import { payloadVersion } from './payload.ts';
import { floatBytes, floatCount, magic, prefixBytes, thresholdFields } from './payload-layout.ts';
import { checkHeader } from './payload-header.ts';
import { readAscii, readFloats } from './payload-bytes.ts';
import type { KernelPayload, Payload, ThresholdRow } from './payload.ts';
import type { KernelHeader } from './payload-layout.ts';
import type { FormatName } from '../kernels/index.ts';

/** `foreign`: not made by this extension; `version`: made by another version; `truncated`: cut short; `damaged`: anything else. */
export type DecodeErrorCode = 'foreign' | 'version' | 'truncated' | 'damaged';

export interface DecodeError {
  readonly ok: false;
  readonly code: DecodeErrorCode;
  /** A sentence for the user: what is wrong, and what to do. */
  readonly message: string;
}

export type Decoded = { readonly ok: true; readonly payload: Payload } | DecodeError;

/**
 * Reads what `encodePayload` wrote. `bytes` may start at any offset of its buffer; the arrays of the payload are copies.
 * Never throws, and never allocates more than a small multiple of `bytes.length`, whatever the bytes say.
 */
export function decodePayload(bytes: Uint8Array): Decoded {
  const mark = readAscii(bytes.subarray(0, magic.length));
  if (mark === undefined || !magic.startsWith(mark)) {
    return error('foreign', 'it was not written by Softmax Stability');
  }
  if (bytes.length < prefixBytes) return truncated(bytes.length, prefixBytes);
  const prefix = new DataView(bytes.buffer, bytes.byteOffset, prefixBytes);
  const version = prefix.getUint32(4, true);
  if (version !== payloadVersion) {
    const reads = `it has version ${version}, and this renderer reads version ${payloadVersion}`;
    return error(
      'version',
      reads,
      version > payloadVersion ? 'Update the extension, or run the cell again.' : undefined,
    );
  }
  const headerEnd = prefixBytes + prefix.getUint32(8, true);
  if (headerEnd > bytes.length) return truncated(bytes.length, headerEnd);
  return decodeBody(bytes, headerEnd);
}

function decodeBody(bytes: Uint8Array, headerEnd: number): Decoded {
  const text = readAscii(bytes.subarray(prefixBytes, headerEnd));
  const json = text === undefined ? undefined : parseJson(text);
  if (json === undefined) return error('damaged', 'its header cannot be read');
  const check = checkHeader(json);
  if (!check.ok) return error('damaged', check.problem);
  const { header } = check;
  const end = headerEnd + floatCount(header) * floatBytes;
  if (end > bytes.length) return truncated(bytes.length, end);
  if (end < bytes.length) return error('damaged', `${count(bytes.length - end)} bytes follow its end`);
  return { ok: true, payload: header.kind === 'value' ? header : readKernel(bytes, headerEnd, header) };
}

function readKernel(bytes: Uint8Array, start: number, header: KernelHeader): KernelPayload {
  const { kind, kernel, format, source } = header;
  let offset = start;
  const next = (length: number): Float64Array => {
    const numbers = readFloats(bytes, offset, length);
    offset += numbers.byteLength;
    return numbers;
  };
  const logits = next(header.logits);
  const naive = next(header.values);
  const stable = next(header.values);
  const thresholds = header.thresholds.map((name) => thresholdRow(name, next(thresholdFields.length)));
  return { kind, kernel, format, source, logits, naive, stable, thresholds };
}

function thresholdRow(format: FormatName, numbers: Float64Array): ThresholdRow {
  const [expOverflow = NaN, sumOverflow = NaN, expZero = NaN, probabilityZeroGap = NaN, probabilityOneGap = NaN] =
    numbers;
  return { format, expOverflow, sumOverflow, expZero, probabilityZeroGap, probabilityOneGap };
}

/** JSON has no undefined, so that undefined can stand for text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function truncated(has: number, needs: number): DecodeError {
  return error('truncated', `it is cut short: ${count(has)} of at least ${count(needs)} bytes`);
}

function error(code: DecodeErrorCode, problem: string, advice = 'Run the cell again.'): DecodeError {
  return { ok: false, code, message: `This output cannot be drawn: ${problem}. ${advice}` };
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

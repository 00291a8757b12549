// A payload to bytes, for the output's data. The layout is described in payload-layout.ts.
import { payloadVersion } from './payload.ts';
import { floatBytes, floatCount, magic, prefixBytes, thresholdFields, valueCount } from './payload-layout.ts';
import { toAsciiJson, writeAscii, writeFloats } from './payload-bytes.ts';
import type { Payload } from './payload.ts';
import type { Header } from './payload-layout.ts';

export { decodePayload } from './decode.ts';
export type { Decoded, DecodeError, DecodeErrorCode } from './decode.ts';

/**
 * The payload as bytes that `decodePayload` reads back, each number bit by bit.
 * @throws {RangeError} where the twins' lengths do not fit the kernel: one number for a scalar one, else one per logit.
 */
export function encodePayload(payload: Payload): Uint8Array {
  const header = headerOf(payload);
  const json = toAsciiJson(header);
  const unpadded = prefixBytes + json.length;
  const start = Math.ceil(unpadded / floatBytes) * floatBytes;
  const bytes = new Uint8Array(start + floatCount(header) * floatBytes);
  writeAscii(bytes, 0, magic);
  const prefix = new DataView(bytes.buffer);
  prefix.setUint32(4, payloadVersion, true);
  prefix.setUint32(8, start - prefixBytes, true);
  writeAscii(bytes, prefixBytes, json.padEnd(start - prefixBytes));
  if (payload.kind === 'kernel') {
    const thresholds = payload.thresholds.flatMap((row) => thresholdFields.map((field) => row[field]));
    let offset = start;
    for (const numbers of [payload.logits, payload.naive, payload.stable, Float64Array.from(thresholds)]) {
      offset = writeFloats(bytes, offset, numbers);
    }
  }
  return bytes;
}

function headerOf(payload: Payload): Header {
  if (payload.kind === 'value') return { kind: 'value', source: payload.source, text: payload.text };
  const { kind, kernel, format, source, logits, naive, stable } = payload;
  const values = valueCount(kernel, logits.length);
  if (naive.length !== values || stable.length !== values) {
    throw new RangeError(
      `${kernel} of ${logits.length} logits has ${values} values: got ${naive.length} naive and ${stable.length} stable ones.`,
    );
  }
  const thresholds = payload.thresholds.map((row) => row.format);
  return { kind, kernel, format, source, logits: logits.length, values, thresholds };
}

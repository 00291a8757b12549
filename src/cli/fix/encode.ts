import { decode } from '../decode.ts';
import { declaredEncoding, encodingLabel } from '../encoding.ts';
import type { Source } from '../read.ts';

const mark = [0xef, 0xbb, 0xbf];

/**
 * The bytes of a text in place of those that are stored: in their encoding, with their byte-order mark, and around what
 * changed the very same bytes. Undefined where they would not be read as this text again.
 */
export function encodeLike({ kind, bytes }: Pick<Source, 'kind' | 'bytes'>, text: string): Uint8Array | undefined {
  const before = decode(kind, bytes);
  const units = before.ok ? encoderFor(kind, bytes, before.text) : undefined;
  if (!before.ok || !units) return undefined;
  const { head, tail } = unchanged(before.text, text);
  const middle = units.encode(text.slice(head, text.length - tail));
  if (!middle) return undefined;
  const result = Buffer.concat([
    bytes.subarray(0, units.offsetOf(head)),
    middle,
    bytes.subarray(units.offsetOf(before.text.length - tail)),
  ]);
  const again = decode(kind, result);
  return again.ok && again.text === text ? result : undefined;
}

interface Encoder {
  /** Where a unit of the text begins in the bytes. */
  offsetOf(unit: number): number;
  encode(text: string): Uint8Array | undefined;
}

function encoderFor(kind: Source['kind'], bytes: Uint8Array, text: string): Encoder {
  const isMarked = mark.every((byte, index) => bytes[index] === byte);
  const declared = kind !== 'python' || isMarked ? undefined : declaredEncoding(bytes);
  const label = declared === undefined ? 'utf-8' : encodingLabel(declared);
  if (label === 'utf-8') {
    const start = isMarked ? mark.length : 0;
    return {
      offsetOf: (unit) => start + Buffer.byteLength(text.slice(0, unit)),
      encode: (added) => Buffer.from(added),
    };
  }
  if (label === 'latin1' || label === 'ascii' || label === undefined) {
    const fits = label === 'latin1' ? /^[\0-\xff]*$/ : /^[\0-\x7f]*$/;
    return {
      offsetOf: (unit) => unit,
      encode: (added) => (fits.test(added) ? Buffer.from(added, 'latin1') : undefined),
    };
  }
  return text.length === bytes.length ? byteEncoder(bytes, text) : tableEncoder(bytes, label);
}

/** A character a byte. */
function byteEncoder(bytes: Uint8Array, text: string): Encoder {
  const known = new Map(Array.from(bytes, (byte, unit) => [text[unit]!, byte]));
  return {
    offsetOf: (unit) => unit,
    encode(added) {
      const found = Array.from(added, (character) =>
        character < '\x80' ? character.charCodeAt(0) : known.get(character),
      );
      return found.every((byte) => byte !== undefined) ? Uint8Array.from(found) : undefined;
    },
  };
}

/** Node only decodes these: what a character is in bytes is learnt from the file itself, which holds all the names in it. */
function tableEncoder(bytes: Uint8Array, label: string): Encoder {
  const decoder = new TextDecoder(label, { fatal: true });
  const known = new Map<string, Uint8Array>();
  const offsets: number[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const decoded = decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    if (decoded === '') continue;
    known.set(decoded, bytes.subarray(from, at + 1));
    for (let unit = 0; unit < decoded.length; unit += 1) offsets.push(from);
    from = at + 1;
  }
  offsets.push(bytes.length);
  return {
    offsetOf: (unit) => offsets[unit]!,
    encode(added) {
      const parts = Array.from(added, (character) =>
        character < '\x80' ? Buffer.from(character) : known.get(character),
      );
      return parts.every((part) => part !== undefined) ? Buffer.concat(parts) : undefined;
    },
  };
}

/** How many units two texts have in common at their start and at their end; no character is cut. */
function unchanged(before: string, after: string): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  if (isSecondHalf(before, head) || isSecondHalf(after, head)) head -= 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  if (isSecondHalf(before, before.length - tail) || isSecondHalf(after, after.length - tail)) tail -= 1;
  return { head: Math.max(0, head), tail: Math.max(0, tail) };
}

function isSecondHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

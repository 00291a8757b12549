import { declaredEncoding, encodingLabel } from './encoding.ts';
import type { FileKind } from './fileKind.ts';

export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** The text of a file of a kind: only Python files say which encoding they are in. */
export function decode(kind: FileKind, bytes: Uint8Array): Decoded {
  return kind === 'python' ? decodePython(bytes) : decodeUtf8(bytes, 'save it as UTF-8');
}

/**
 * The text of a Python file, without its byte-order mark and otherwise as stored: UTF-8, or as a PEP 263 comment declares.
 * Refused with a reason: bytes that are not of that encoding, encodings that cannot be decoded here, UTF-16 and binary files.
 */
export function decodePython(bytes: Uint8Array): Decoded {
  const declared = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? undefined : declaredEncoding(bytes);
  if (declared === undefined) return decodeUtf8(bytes, 'save it as UTF-8, or declare its encoding in the first line');
  const label = encodingLabel(declared);
  if (label === 'utf-8') return decodeUtf8(bytes, 'which it declares to be; save it as UTF-8');
  const firstHigh = bytes.findIndex((byte) => byte > 0x7f);
  if (label === 'latin1' || firstHigh < 0) return withoutNul(Buffer.from(bytes).toString('latin1'));
  if (label === undefined) return refused(`its encoding "${declared}" is not known here; save it as UTF-8`);
  if (label === 'ascii') return refused(`not ASCII, which it declares to be: ${byteAt(bytes, firstHigh)}`);
  try {
    return withoutNul(new TextDecoder(label, { fatal: true }).decode(bytes));
  } catch {
    return refused(`not ${declared}, which it declares to be; save it as UTF-8`);
  }
}

/** The text of a UTF-8 file, without its byte-order mark. `advice` says in the error what to do. */
export function decodeUtf8(bytes: Uint8Array, advice: string): Decoded {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
    return refused('UTF-16, not UTF-8: save it as UTF-8');
  try {
    return withoutNul(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refused(`not UTF-8 (${byteAt(bytes, firstInvalid(bytes))}): ${advice}`);
  }
}

// Python refuses it too; and it is what tells a binary file.
function withoutNul(text: string): Decoded {
  const at = text.indexOf('\0');
  return at < 0
    ? { ok: true, text }
    : refused(`a binary file: there is a NUL character on line ${lineOf(text.slice(0, at))}`);
}

/** The offset of the first byte that does not survive being decoded and encoded again. */
function firstInvalid(bytes: Uint8Array): number {
  const again = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), 'utf8');
  const at = bytes.findIndex((byte, index) => byte !== again[index]);
  return Math.max(0, at);
}

function byteAt(bytes: Uint8Array, at: number): string {
  const line = lineOf(Buffer.from(bytes.subarray(0, at)).toString('latin1'));
  return `byte 0x${bytes[at]!.toString(16).toUpperCase()} on line ${line}`;
}

function lineOf(before: string): number {
  return before.split(/\r\n|\n|\r/).length;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function refused(message: string): Decoded {
  return { ok: false, message };
}

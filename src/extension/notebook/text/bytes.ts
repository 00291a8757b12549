// A file's bytes to text and back. Damage is refused here: opened as anything else it would be saved over the file.

/** `not-utf8`: not valid UTF-8; `binary`: it has a NUL byte, which no text has. The message is for a user. */
export type NotebookDecodeErrorCode = 'not-utf8' | 'binary';

export class NotebookDecodeError extends Error {
  override readonly name = 'NotebookDecodeError';
  readonly code: NotebookDecodeErrorCode;

  constructor(code: NotebookDecodeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * A file's text, byte-order mark included, so that `encode` gives the same bytes.
 *
 * @throws {NotebookDecodeError} when the bytes are not UTF-8 or have a NUL among them. An empty file is an empty text.
 */
export function decode(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw new NotebookDecodeError(
      'binary',
      `The file is not a notebook's text: byte ${nul} is NUL. It was left as it is; if it is UTF-16, save it as UTF-8.`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotebookDecodeError(
      'not-utf8',
      'The file is damaged or not UTF-8. It was left as it is; open it with another editor and save it as UTF-8.',
    );
  }
}

/** The UTF-8 bytes of a text. A surrogate without its other half becomes U+FFFD. */
export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

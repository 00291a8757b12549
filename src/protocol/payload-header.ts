// What a header read from foreign bytes must be. Errors are values: the field and what is wrong with it.
import { formatNames, kernelNames, payloadKinds, valueCount } from './payload-layout.ts';
import type { FormatName } from '../kernels/index.ts';
import type { Header } from './payload-layout.ts';

export type HeaderCheck =
  { readonly ok: true; readonly header: Header } | { readonly ok: false; readonly problem: string };

/** Checks every field's type and the lengths against each other; fields that are not ours are dropped. */
export function checkHeader(json: unknown): HeaderCheck {
  try {
    return { ok: true, header: readHeader(record(json)) };
  } catch (error) {
    if (error instanceof FieldError) return { ok: false, problem: error.message };
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

class FieldError extends Error {}

function readHeader(fields: Fields): Header {
  const kind = oneOf(fields, 'kind', payloadKinds);
  const source = text(fields, 'source');
  if (kind === 'value') return { kind, source, text: text(fields, 'text') };
  const kernel = oneOf(fields, 'kernel', kernelNames);
  const format = oneOf(fields, 'format', formatNames);
  const logits = count(fields, 'logits');
  const values = count(fields, 'values');
  const expected = valueCount(kernel, logits);
  if (values !== expected) {
    throw new FieldError(`${kernel} of ${logits} logits has ${expected} values, and "values" says ${values}`);
  }
  return { kind, kernel, format, source, logits, values, thresholds: formatList(fields, 'thresholds') };
}

function record(json: unknown): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new FieldError('its header is no object');
  return json as Fields;
}

function own(fields: Fields, name: string): unknown {
  if (!Object.hasOwn(fields, name)) throw new FieldError(`"${name}" is missing`);
  return fields[name];
}

function text(fields: Fields, name: string): string {
  const value = own(fields, name);
  if (typeof value !== 'string') throw new FieldError(`"${name}" is no text`);
  return value;
}

function count(fields: Fields, name: string): number {
  const value = own(fields, name);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new FieldError(`"${name}" is no count`);
  }
  return value;
}

function oneOf<T extends string>(fields: Fields, name: string, known: readonly T[]): T {
  const value = own(fields, name);
  const found = known.find((member) => member === value);
  if (found === undefined) throw new FieldError(`"${name}" is none of ${known.join(', ')}`);
  return found;
}

function formatList(fields: Fields, name: string): readonly FormatName[] {
  const value = own(fields, name);
  if (!Array.isArray(value)) throw new FieldError(`"${name}" is no list`);
  // Each known name that occurs, once: as many as the list is long, or the list holds something else as well.
  const known = formatNames.filter((format) => value.includes(format));
  if (known.length !== value.length) throw new FieldError(`"${name}" names an unknown format, or one twice`);
  return value as readonly FormatName[];
}

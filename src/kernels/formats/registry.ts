import { ieeeFormat, type Format, type FormatName } from './format.ts';

/** Every format by its name, widest first. */
export const formats: Readonly<Record<FormatName, Format>> = {
  float64: ieeeFormat('float64', 53, 1023),
  float32: ieeeFormat('float32', 24, 127),
  float16: ieeeFormat('float16', 11, 15),
  bfloat16: ieeeFormat('bfloat16', 8, 127),
};

export const formatNames = Object.keys(formats) as readonly FormatName[]; // Record's keys: no other can be in it

/** The format of that name, or undefined: names come from users, and `toString` is not one. */
export function findFormat(name: string): Format | undefined {
  return Object.hasOwn(formats, name) ? formats[name as FormatName] : undefined;
}

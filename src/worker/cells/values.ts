// A plain value as text, cut where it would fill the screen.
import { isComplex, isMatrix } from 'mathjs';

const longest = 24;
const shownFirst = 12;
const shownLast = 4;
const deepest = 8;

/** As it could be typed, long vectors, texts and deep nesting cut with "…". Numbers have all their digits. */
export function valueText(value: unknown, depth = 0): string {
  if (isMatrix(value)) return valueText(value.valueOf(), depth);
  if (depth > deepest) return '…';
  if (Array.isArray(value)) return `[${elements(value, depth)}]${lengthNote(value)}`;
  if (typeof value === 'string') return JSON.stringify(value.length > 1000 ? `${value.slice(0, 1000)}…` : value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'function') return 'syntax' in value ? String(value.syntax) : value.name;
  if (typeof value !== 'object' || value === null || isComplex(value)) return String(value);
  const fields = Object.entries(value).map(([key, field]) => `${key}: ${valueText(field, depth + 1)}`);
  return `{${cut(fields).join(', ')}}`;
}

function elements(values: readonly unknown[], depth: number): string {
  return cut(values, (value) => valueText(value, depth + 1)).join(', ');
}

const lengthNote = (values: readonly unknown[]): string =>
  values.length > longest ? ` (${values.length} elements)` : '';

function cut<T>(values: readonly T[], show: (value: T) => string = String): string[] {
  if (values.length <= longest) return values.map(show);
  return [...values.slice(0, shownFirst).map(show), '…', ...values.slice(-shownLast).map(show)];
}

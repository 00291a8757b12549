// Numbers as people read them. Hyphen-minus and ASCII throughout, so that what is copied can be pasted into code.

/** Rounded to `digits` significant ones, without trailing zeros or the sign of a zero: 0.09003, 1e-7, NaN, inf, -inf. */
export function short(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  // The largest numbers round to what is no longer finite, and the text would claim an overflow.
  return exact(Number.isFinite(rounded) ? rounded : value);
}

/** The shortest text that reads back as the same float64. */
export function exact(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}

/** A count with thousands set apart: 128,000. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** "1 row", "3 rows". */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** At most `limit` UTF-16 units, the last an ellipsis where something was cut; no character is cut in half. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

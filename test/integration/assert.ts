// Assertions that also exist in the web-worker extension host, where node:assert does not.

export function fail(message: string): never {
  throw new Error(message);
}

export function ok(value: unknown, message: string): asserts value {
  if (!value) fail(message);
}

/** By Object.is, so NaN equals NaN and 0 differs from −0. */
export function equal<T>(actual: T, expected: T, message = 'The values differ'): void {
  if (!Object.is(actual, expected)) fail(`${message}: expected ${show(expected)}, got ${show(actual)}`);
}

/** By structure, for plain data. */
export function deepEqual(actual: unknown, expected: unknown, message = 'The values differ'): void {
  if (show(actual) !== show(expected)) fail(`${message}:\nexpected ${show(expected)}\ngot      ${show(actual)}`);
}

export function match(actual: string, pattern: RegExp, message = 'The text does not match'): void {
  if (!pattern.test(actual)) fail(`${message}: expected ${String(pattern)} in ${show(actual)}`);
}

/** JSON, but with the numbers that JSON lacks, and object keys in one order. */
function show(value: unknown): string {
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (item === undefined) return '«undefined»';
    if (typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0))) {
      return Object.is(item, -0) ? '«-0»' : `«${item}»`;
    }
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) {
      return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return item;
  });
  return text;
}

/**
 * Waits until `probe` gives something other than undefined or false.
 * @param timeout milliseconds
 * @throws {Error} naming what was waited for
 */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | false | PromiseLike<T | undefined | false>,
  timeout = 20_000,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) fail(`Waited ${timeout} ms for ${what}, in vain.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

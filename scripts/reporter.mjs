// A reporter for node:test: one line per file, failures in full, and the line that the stages are counted by.
import { relative } from 'node:path';
import { inspect } from 'node:util';

/**
 * @param {AsyncIterable<{ type: string, data: any }>} source events of node:test
 * @returns {AsyncGenerator<string>} what to print
 */
export default async function* reporter(source) {
  /** @type {Map<string, { passed: number, failed: number, skipped: number, milliseconds: number }>} */
  const files = new Map();
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const file = relative(process.cwd(), data.file ?? data.name);
    const count = files.get(file) ?? { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };
    files.set(file, count);
    count.milliseconds += data.details?.duration_ms ?? 0;
    if (type === 'test:fail') {
      count.failed += 1;
      yield `✖ ${file}: ${data.name}\n${describe(data.details?.error)}\n`;
    } else if (isFileItself(data)) {
      count.failed += 1;
      yield `✖ ${file}: the file holds no test\n`;
    } else if (data.skip !== undefined || data.todo !== undefined) {
      count.skipped += 1;
      yield `- ${file}: ${data.name} (${data.skip === undefined ? 'todo' : 'skipped'})\n`;
    } else {
      count.passed += 1;
    }
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [file, count] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { passed, failed, skipped } = count;
    const parts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean);
    yield `${failed ? '✖' : '✔'} ${file}: ${parts.join(', ')} (${Math.round(count.milliseconds)} ms)\n`;
    for (const key of ['passed', 'failed', 'skipped']) total[key] += count[key];
  }
  yield `[tests] ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`;
}

/** node:test reports a file in which nothing is registered as one passing test with the file's name. */
function isFileItself({ name, file, nesting }) {
  return nesting === 0 && (name === file || (file === undefined && /\.test\.ts$/.test(name)));
}

function describe(error) {
  // node:test wraps what was thrown; the wrapper's own text only repeats it.
  const cause = error?.cause ?? error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  return text.replace(/^/gm, '    ');
}

import { readFileSync } from 'node:fs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds between two looks whether the parent lives. */
const interval = 250;

/**
 * Resolves, with what it was, at the first signal that asks this process to end, so that whoever waits can tidy up; until then
 * such a signal ends nothing.
 * @param options.withParent the end of the parent asks as well: npm and test-electron may go without passing a signal on
 */
export function stopRequest(options: { readonly withParent: boolean }): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, resolve);
    if (!options.withParent) return;
    const before = ancestors();
    setInterval(() => {
      if (ancestors() !== before) resolve('the end of the parent process');
    }, interval).unref();
  });
}

/** Parent and, where it can be read, grandparent: npm runs a script in a shell that outlives a killed npm. */
function ancestors(): string {
  const parent = process.ppid;
  try {
    // proc(5): the fields after the command's name, which may hold anything, in parentheses.
    const fields = readFileSync(`/proc/${parent}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${parent} ${fields[1] ?? ''}`;
  } catch {
    return String(parent);
  }
}

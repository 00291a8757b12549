const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves, with its name, at the first signal that asks this process to end, or when its parent is gone. Until then those signals
 * end nothing, so whoever waits can tidy up.
 */
export function stopRequest(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, resolve);
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve('the end of its parent');
    }, 1000).unref();
  });
}

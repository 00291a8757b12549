// The test runner inside VS Code: node:test's shape in a page of code, since the web-worker extension host has no Node.
// Suites register while their files load; VS Code calls `run`.

export interface TestContext {
  /** Runs when the test has ended, well or badly; the last one given first. */
  after(tidy: () => unknown): void;
}

interface Test {
  readonly title: string;
  readonly body: (context: TestContext) => unknown;
  readonly timeout: number;
}

/** Milliseconds; the first test of a run also waits for VS Code to settle. */
const defaultTimeout = 30_000;

const tests: Test[] = [];
let path: readonly string[] = [];

export function suite(name: string, define: () => void): void {
  const outer = path;
  path = [...outer, name];
  try {
    define();
  } finally {
    path = outer;
  }
}

/** @param options.timeout milliseconds */
export function test(title: string, body: Test['body'], options: { readonly timeout?: number } = {}): void {
  tests.push({ title: [...path, title].join(' › '), body, timeout: options.timeout ?? defaultTimeout });
}

/**
 * Runs every registered test in order and prints one line each; the launcher counts by the last line.
 * @throws {Error} where a test failed or there is none
 */
export async function run(): Promise<void> {
  let failed = 0;
  for (const each of tests) {
    const start = Date.now();
    const error = await attempt(each);
    if (error === undefined) {
      console.log(`✔ ${each.title} (${Date.now() - start} ms)`);
    } else {
      failed += 1;
      console.log(`✖ ${each.title} (${Date.now() - start} ms)\n${describe(error.thrown)}`);
    }
  }
  console.log(`[tests] ${tests.length - failed} passed, ${failed} failed, 0 skipped`);
  if (tests.length === 0) throw new Error('No test is registered.');
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed.`);
}

async function attempt({ body, timeout }: Test): Promise<{ thrown: unknown } | undefined> {
  const tidies: (() => unknown)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The test took longer than ${timeout} ms.`));
    }, timeout);
  });
  let failure: { thrown: unknown } | undefined;
  const guard = async (step: () => unknown): Promise<void> => {
    try {
      await step();
    } catch (thrown) {
      failure ??= { thrown };
    }
  };
  const context: TestContext = { after: (tidy) => void tidies.unshift(tidy) };
  await guard(() => Promise.race([Promise.resolve().then(() => body(context)), late]));
  clearTimeout(timer);
  for (const tidy of tidies) await guard(tidy);
  return failure;
}

function describe(thrown: unknown): string {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return text.replace(/^/gm, '    ');
}

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface PythonResult {
  readonly error?: string;
  readonly shape?: readonly number[];
  readonly values?: readonly number[];
  readonly gradient?: readonly number[];
}

export interface PythonFunction {
  readonly results: Readonly<Record<string, PythonResult>>;
  readonly defaults: Readonly<Record<string, number>>;
}

export interface Request {
  readonly texts: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly kind: string;
  readonly dtype: 'float64' | 'float32';
}

const script = fileURLToPath(new URL('./execute.py', import.meta.url));
// The system's Python is the one that Debian's numpy and torch belong to, whatever else is on the path.
const candidates = ['/usr/bin/python3', 'python3', 'python'];

/** A Python that has a module, or undefined. */
export function pythonWith(module: string): string | undefined {
  return candidates.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
}

/** Every function of the texts on every input. */
export function execute(
  python: string,
  request: Request,
): Readonly<Record<string, Readonly<Record<string, PythonFunction>>>> {
  const run = spawnSync(python, [script], { input: JSON.stringify(request), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`${python} ended with ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout, (key, value: unknown) =>
    (key === 'values' || key === 'gradient') && Array.isArray(value) ? value.map(parsed) : value,
  ) as Readonly<Record<string, Readonly<Record<string, PythonFunction>>>>; // the shape that execute.py documents
}

function parsed(text: string): number {
  return Number(text.replace('inf', 'Infinity'));
}

// Fixtures are Python files. A comment line of carets marks what is found in the line above it, and what is said of it:
//   e = np.exp(x)
//   #   ^^^^^^^^^ naive-softmax float64
//   #   ^^^^^^^^^ naive-softmax inline: part of the reason why this form is withheld
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { lineMap } from '../../../../src/analysis/index.ts';

const root = new URL('../../../fixtures/python/', import.meta.url);

export const forms = ['inline', 'library'] as const;
export type Form = (typeof forms)[number];

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly format: string | undefined;
  readonly withheld: { readonly form: Form; readonly reason: string } | undefined;
}

export interface Fixture {
  /** "naive-softmax/torch" */
  readonly name: string;
  readonly text: string;
  readonly marks: readonly Mark[];
  /** The kind of input that its functions take, if they can be executed: "vector", "matrix", "tensor", "list". */
  readonly input: string | undefined;
  /** The same after all rewrites of one form. */
  readonly twins: Readonly<Partial<Record<Form, string>>>;
}

const comment = /^ *#( *)(\^+) ([a-z][a-z0-9-]*)(?: (float\d+|bfloat16))?(?: (inline|library): (.+?))?\r?$/;

function marksOf(text: string): readonly Mark[] {
  const { starts } = lineMap(text);
  const lines = starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length).replace(/\n$/, ''));
  let marked = 0;
  return lines.flatMap((line, index) => {
    const found = comment.exec(line);
    if (!found) {
      marked = index;
      return [];
    }
    const [, , carets, rule, format, form, reason] = found;
    const start = starts[marked]! + line.indexOf(carets!);
    const withheld = form && reason ? { form: form as Form, reason } : undefined; // the pattern has no other forms
    return [{ start, end: start + carets!.length, rule: rule!, format, withheld }];
  });
}

function read(path: string): string | undefined {
  const url = new URL(path, root);
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
}

/** Every fixture of a folder, its twins (`name.inline.py`, `name.library.py`) beside it. */
export function fixturesIn(folder: string): readonly Fixture[] {
  const names = readdirSync(new URL(`${folder}/`, root)).filter((name) => /^[^.]+\.py$/.test(name));
  return names.sort().map((file) => {
    const name = `${folder}/${file.slice(0, -'.py'.length)}`;
    const text = read(`${name}.py`)!;
    const twins = Object.fromEntries(forms.map((form) => [form, read(`${name}.${form}.py`)]));
    return { name, text, marks: marksOf(text), input: /^# input: (\w+)$/m.exec(text)?.[1], twins };
  });
}

export const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

// Fixtures are files of code. A comment line of carets marks what is found in the line above it, and what is said of it:
//   e = np.exp(x)
//   #   ^^^^^^^^^ naive-softmax float64
//   #   ^^^^^^^^^ naive-softmax inline: part of the reason why this form is withheld
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import { lineMap, type LanguageId } from '../../../../src/analysis/index.ts';

const root = new URL('../../../fixtures/', import.meta.url);

const languages: Readonly<Record<string, LanguageId>> = {
  '.py': 'python',
  '.js': 'javascript',
  '.ts': 'typescript',
  '.tsx': 'tsx',
};

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
  /** "python/naive-softmax/torch" */
  readonly name: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly marks: readonly Mark[];
  /** The kind of input that its functions take, if they can be executed: "vector", "matrix", "tensor", "list", "number", "singles". */
  readonly input: string | undefined;
  /** The same after all rewrites of one form. */
  readonly twins: Readonly<Partial<Record<Form, string>>>;
}

const comment = /^ *(?:#|\/\/)( *)(\^+) ([a-z][a-z0-9-]*)(?: (float\d+|bfloat16))?(?: (inline|library): (.+?))?\r?$/;

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

/** Every fixture of a folder ("python/naive-softmax"), its twins (`name.inline.py`, `name.library.py`) beside it. */
export function fixturesIn(folder: string): readonly Fixture[] {
  const files = readdirSync(new URL(`${folder}/`, root)).filter((name) => /^[^.]+\.(py|js|tsx?)$/.test(name));
  return files.sort().map((file) => {
    const extension = extname(file);
    const stem = `${folder}/${file.slice(0, -extension.length)}`;
    const text = read(`${folder}/${file}`)!;
    const twins = Object.fromEntries(forms.map((form) => [form, read(`${stem}.${form}${extension}`)]));
    const input = /^(?:#|\/\/) input: (\w+)$/m.exec(text)?.[1];
    const name = extension === '.py' || extension === '.js' ? stem : `${stem}${extension}`;
    return { name, language: languages[extension]!, text, marks: marksOf(text), input, twins };
  });
}

function foldersIn(path: string): readonly string[] {
  const entries = readdirSync(new URL(path, root), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => `${path}${name}`).sort();
}

export const pythonFolders = foldersIn('python/');
export const scriptFolders = foldersIn('javascript/');

// Findings that are known. A finding is recognised by its file, its rule and its code, so that it may move; of findings
// that are alike in all three, as many are known as were counted.
import { readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { parseJson } from '../analysis/notebook/index.ts';
import { systemErrorMessage } from './systemError.ts';

const version = 1;

/** What a finding is recognised by. */
export interface Known {
  readonly rule: string;
  readonly code: string;
}

interface Entry extends Known {
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly count: number;
}

export type BaselineRead =
  { readonly ok: true; readonly baseline: Baseline } | { readonly ok: false; readonly message: string };

export class Baseline {
  private readonly byFile = new Map<string, Entry[]>();

  private constructor(
    private readonly folder: string,
    entries: readonly Entry[],
  ) {
    for (const entry of entries) this.byFile.set(entry.file, [...(this.byFile.get(entry.file) ?? []), entry]);
  }

  static empty(path: string): Baseline {
    return new Baseline(dirname(path), []);
  }

  static read(path: string): BaselineRead {
    let text;
    try {
      text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const advice = code === 'ENOENT' ? '; --update-baseline writes it' : '';
      return { ok: false, message: `${systemErrorMessage(error)}${advice}` };
    }
    const json = parseJson(text);
    if (!json.ok) return { ok: false, message: `not a baseline: ${json.message} on line ${json.line}` };
    const entries = entriesIn(json.value);
    if (!entries) return { ok: false, message: `not a baseline of version ${version}` };
    return { ok: true, baseline: new Baseline(dirname(path), entries) };
  }

  /** Those of a file's findings (absolute path) that are not known, in their order. */
  unknown<T extends Known>(path: string, findings: readonly T[]): readonly T[] {
    const left = new Map((this.byFile.get(this.nameOf(path)) ?? []).map((entry) => [keyOf(entry), entry.count]));
    return findings.filter((finding) => {
      const count = left.get(keyOf(finding)) ?? 0;
      left.set(keyOf(finding), count - 1);
      return count <= 0;
    });
  }

  /** This, with what was found in some files in place of what was known of them; of others only what `keeps` says stays. */
  updated(found: ReadonlyMap<string, readonly Known[]>, keeps: (path: string) => boolean): string {
    const checked = new Map([...found].map(([path, findings]) => [this.nameOf(path), findings]));
    const kept = [...this.byFile].filter(([file]) => !checked.has(file) && keeps(`${this.folder}/${file}`));
    const counted = [...checked].flatMap(([file, findings]) => entriesOf(file, findings));
    const entries = [...kept.flatMap(([, entries]) => entries), ...counted].sort(inOrder);
    const lines = entries.map(({ file, rule, code, count }) => `    ${JSON.stringify({ file, rule, code, count })}`);
    const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
    return `{\n  "version": ${version},\n  "findings": ${list}\n}\n`;
  }

  private nameOf(path: string): string {
    return relative(this.folder, path).split(sep).join('/');
  }
}

function entriesOf(file: string, findings: readonly Known[]): readonly Entry[] {
  const counts = new Map<string, Entry>();
  for (const { rule, code } of findings) {
    const key = keyOf({ rule, code });
    counts.set(key, { file, rule, code, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function keyOf({ rule, code }: Known): string {
  return `${rule}\0${code}`;
}

function inOrder(a: Entry, b: Entry): number {
  for (const key of ['file', 'rule', 'code'] as const) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  return 0;
}

function entriesIn(value: unknown): readonly Entry[] | undefined {
  if (!isRecord(value) || value['version'] !== version) return undefined;
  const findings: unknown = value['findings'];
  return Array.isArray(findings) && findings.every(isEntry) ? findings : undefined;
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { file, rule, code, count } = value;
  return [file, rule, code].every((each) => typeof each === 'string') && Number.isSafeInteger(count);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

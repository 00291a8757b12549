import { readFileSync, statSync } from 'node:fs';
import { readSource, type Source } from '../read.ts';

/** Bytes of one module; beyond are data that happen to be code. */
const maxFile = 1_000_000;
/** UTF-16 units that are kept. */
const maxKept = 64_000_000;

/**
 * The texts of files that others import, each read once while there is room, the one not asked for the longest going first.
 * A file that this run rewrites stays what it was, so that findings do not depend on which file was first.
 */
export class ModuleTexts {
  private readonly kept = new Map<string, string | undefined>();
  private readonly rewritten = new Map<string, string>();
  private length = 0;

  /** @param path - absolute, without links */
  read(path: string): string | undefined {
    const before = this.rewritten.get(path);
    if (before !== undefined) return before;
    const known = this.kept.has(path);
    const text = known ? this.kept.get(path) : textOf(path);
    if (known) this.kept.delete(path);
    else this.length += text?.length ?? 0;
    this.kept.set(path, text);
    for (const [oldest, { length } = ''] of this.kept) {
      if (this.length <= maxKept) break;
      this.kept.delete(oldest);
      this.length -= length;
    }
    return text;
  }

  /** To be told before a file is written. */
  keep(path: string, { text }: Source): void {
    this.rewritten.set(path, text);
  }
}

/** Of what cannot be read, or is no code, nothing: it is not reported either, since nobody asked for that file. */
function textOf(path: string): string | undefined {
  try {
    if (statSync(path).size > maxFile) return undefined;
  } catch {
    return undefined;
  }
  if (path.endsWith('.json')) return configText(path);
  const reading = readSource(path);
  return reading.kind === 'source' && reading.source.kind !== 'notebook' ? reading.source.text : undefined;
}

/** What says where modules are. */
function configText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

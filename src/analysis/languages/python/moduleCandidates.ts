// Where a module that an analysis asks for can be, by Python's rules. Pure: whoever has a file system looks there.
import type { ModuleNeed } from '../../findings.ts';

export interface ModuleCandidate {
  /** What the module is called when it is handed to the analysis. */
  readonly name: string;
  /** Relative to what the importing file's path is relative to, with slashes. */
  readonly path: string;
}

/**
 * The files that may be the module, the likeliest first; the first that exists for a name is it. An absolute import is
 * looked for beside the file and in each folder around it, since which of them is on Python's path is not known. A name
 * that is imported can be a module itself.
 * @param importer - the path of the importing file, with slashes
 */
export function moduleCandidates({ module, level, names }: ModuleNeed, importer: string): readonly ModuleCandidate[] {
  const folders = importer.split('/').slice(0, -1);
  const dots = '.'.repeat(level);
  const parts = module === '' ? [] : module.split('.');
  if (level > folders.length + 1) return [];
  const starts =
    level > 0 ? [folders.length - (level - 1)] : folders.map((_, index) => folders.length - index).concat(0);
  return starts.flatMap((count) => {
    const place = [...folders.slice(0, count), ...parts];
    const inside = dots + module + (module === '' ? '' : '.');
    const whole = parts.length > 0 ? [{ name: dots + module, path: `${place.join('/')}.py` }] : [];
    return [
      ...whole,
      { name: dots + module, path: [...place, '__init__.py'].join('/') },
      ...names.map((name) => ({ name: inside + name, path: [...place, `${name}.py`].join('/') })),
    ];
  });
}

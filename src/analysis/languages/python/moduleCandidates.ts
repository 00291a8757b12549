// Where a module that an analysis asks for can be, by Python's rules. Pure: whoever has a file system looks there.
import type { ModuleNeed } from '../../findings.ts';
import type { ModuleCandidate } from '../moduleCandidates.ts';

/**
 * The files that may be the module, the likeliest first; the first that exists for a name is it. An absolute import is
 * looked for beside the file and in each folder around it, since which of them is on Python's path is not known. A name
 * that is imported can be a module itself.
 * @param importer - the path of the importing file, with slashes
 */
export function pythonCandidates({ module, level, names }: ModuleNeed, importer: string): readonly ModuleCandidate[] {
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
      { name: dots + module, path: [...place, '__init__.py'].join('/'), isPackage: true },
      ...names.map((name) => ({ name: inside + name, path: [...place, `${name}.py`].join('/') })),
    ];
  });
}

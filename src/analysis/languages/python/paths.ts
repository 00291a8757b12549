// Full dotted names, as imports and aliases make them.
import { isForeign } from './libraries/foreign.ts';
import { canBegin, familyOfPath, isKnownModule } from './libraries/index.ts';
import { activatedNames, transcendentalNames } from './libraries/words.ts';

/** What matters of a path: of one in the project only its last name, if that does; of a library's what it can begin. */
export function distinguished(path: string): string | undefined {
  if (!isOfProject(path)) return canBegin(path) ? path : undefined;
  const last = path.slice(path.lastIndexOf('.') + 1);
  return transcendentalNames.has(last) || activatedNames.has(last) ? `.${last}` : '.';
}

/** Of no library that is known, so that another file of the project may say what it is. */
export function isOfProject(path: string): boolean {
  const [root = ''] = path.split('.');
  return root === '' || !(isKnownModule(root) || familyOfPath(root) !== undefined || isForeign(root));
}

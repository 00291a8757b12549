import { paddle, torch } from '../libraries/families.ts';
import type { Family } from '../../shared/libraries/family.ts';
import type { Frame } from '../../shared/lower/frame.ts';

/** Whose tensors a value is taken for that has a method of tensors, where nothing else is known of it. */
export function tensorsHere({ session: { imports } }: Frame): Family {
  const isImported = (name: string) => imports.some(({ path }) => path === name || path.startsWith(`${name}.`));
  return isImported('paddle') && !isImported('torch') ? paddle : torch;
}

// Paths of modules as they are written in imports: with slashes, and with dots for folders further out.

/** Whether it names a file of the project, and not a package. */
export function isRelative(specifier: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(specifier);
}

/**
 * A path that is seen from a folder, seen from where that folder's own path begins, without needless parts.
 * @param folder - with a slash at its end, or empty
 */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (folder + path).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

/**
 * What a module imports as "./a", seen from the document that the module's own path is seen from.
 * @param importer - the path of the importing module; undefined of the document itself
 */
export function seenFrom(importer: string | undefined, specifier: string): string {
  const path = joinPath((importer ?? '').slice(0, (importer ?? '').lastIndexOf('/') + 1), specifier);
  const isOut = path === '.' || path === '..' || path.startsWith('../');
  return (isOut ? path : `./${path}`) + (specifier.endsWith('/') && !path.endsWith('.') ? '/' : '');
}

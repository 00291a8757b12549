// Paths of modules as they are written in imports: with slashes, and with dots for folders further out.

/** Whether it names a file of the project, and not a package, as far as its first sign tells: "@scope/package" may be either. */
export function isOfProject(specifier: string): boolean {
  return isRelative(specifier) || /^[@~#$]/.test(specifier);
}

/** Whether it is a path, and not a name that a configuration or a package stands behind. */
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
  if (!isRelative(specifier)) return specifier;
  const path = joinPath((importer ?? '').slice(0, (importer ?? '').lastIndexOf('/') + 1), specifier);
  // What a file that is known by another name imports is seen from there.
  if (importer !== undefined && !isRelative(importer)) return path;
  const isOut = path === '.' || path === '..' || path.startsWith('../');
  return (isOut ? path : `./${path}`) + (specifier.endsWith('/') && !path.endsWith('.') ? '/' : '');
}

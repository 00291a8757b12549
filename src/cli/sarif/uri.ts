/** A path of a report as a URI reference: relative as it is, an absolute one of Windows with its drive. */
export function uriOf(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  // A first segment with a colon would be read as a scheme; encodeURIComponent has taken care of colons.
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path.replace('%3A', ':')}` : path;
}

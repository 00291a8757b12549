/** A name in code, not where it is that of a property or of a part of a module. */
export function wordIn(name: string): RegExp {
  const escaped = name.replaceAll('$', String.raw`\$`);
  return new RegExp(String.raw`(?<![.\p{L}\p{N}_$])${escaped}(?![\p{L}\p{N}_$])`, 'gu');
}

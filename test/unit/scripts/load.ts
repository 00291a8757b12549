/** A module of scripts/, which is plain JavaScript and has no types; the caller says what it expects of it. */
export async function load<T>(name: string): Promise<T> {
  return (await import(new URL(`../../../scripts/${name}`, import.meta.url).href)) as T;
}

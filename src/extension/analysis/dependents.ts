/** Which units have asked for which files, whether these were there or not. Both by address. */
export class Dependents {
  private readonly byFile = new Map<string, Set<string>>();

  add(unit: string, file: string): void {
    const units = this.byFile.get(file);
    if (units) units.add(unit);
    else this.byFile.set(file, new Set([unit]));
  }

  of(file: string): readonly string[] {
    return [...(this.byFile.get(file) ?? [])];
  }

  forget(unit: string): void {
    for (const [file, units] of this.byFile) {
      if (units.delete(unit) && units.size === 0) this.byFile.delete(file);
    }
  }
}

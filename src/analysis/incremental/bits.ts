/** Some of the numbers below a limit. */
export class Bits {
  private readonly words: Uint32Array;

  constructor(limit: number) {
    this.words = new Uint32Array(Math.ceil(limit / 32));
  }

  static of(limit: number, members: readonly number[]): Bits {
    const bits = new Bits(limit);
    for (const member of members) bits.words[member >> 5]! |= 1 << (member & 31);
    return bits;
  }

  /** @returns whether there is one among the others that was not here */
  add({ words }: Bits): boolean {
    let changed = 0;
    for (let index = 0; index < words.length; index++) {
      const before = this.words[index]!;
      const after = before | words[index]!;
      this.words[index] = after;
      changed |= before ^ after;
    }
    return changed !== 0;
  }

  /** In order. */
  members(): readonly number[] {
    const members: number[] = [];
    for (const [index, word] of this.words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) members.push(32 * index + 31 - Math.clz32(rest & -rest));
    }
    return members;
  }
}

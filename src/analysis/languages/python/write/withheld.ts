/** Thrown while a plan is written, where it turns out that it cannot be; caught by write.ts alone. */
export class Withheld extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

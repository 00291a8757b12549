/** Thrown while a plan is written, where it turns out that it cannot be; caught by write.ts alone. */
export class Withheld extends Error {
  /** @param reason - undefined where the form does not exist here at all: nobody would look for it */
  constructor(readonly reason: string | undefined) {
    super(reason);
  }
}

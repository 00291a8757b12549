/** Thrown while a plan is written, where it turns out that it cannot be; caught by write.ts alone. */
export class Withheld extends Error {
  /** @param reason - undefined where the form does not exist here at all: nobody would look for it */
  constructor(readonly reason: string | undefined) {
    super(reason);
  }
}

/** Of what a layer, or a model that ends in a softmax, computes before that. */
export const insideModel = 'the logits are inside a model, which does not give them';

import { gradients } from './gradients.ts';
import { operations } from './operations.ts';
import { probabilities } from './probabilities.ts';

export type { AtlasEntry } from './entry.ts';

/** Every way to fail, by name. docs/thresholds.md is printed from it. */
export const atlas = /* @__PURE__ */ joined(); // marked, so that a bundle that has no use for it goes without

function joined() {
  return { ...operations, ...probabilities, ...gradients } as const;
}

export type AtlasName = keyof typeof atlas;

export const atlasNames = /* @__PURE__ */ Object.keys(atlas) as readonly AtlasName[]; // the object's own keys

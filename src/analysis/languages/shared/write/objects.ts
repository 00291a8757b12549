import type { RewritePlan } from '../../../rules/rule.ts';
import { upstream } from '../../../terms/occurrence.ts';
import { isOfObjects } from '../libraries/objects.ts';
import { libraryOf } from '../lower/frame.ts';
import { Withheld } from './withheld.ts';

/** @throws Withheld where arrays or numbers are objects of a class, which take other code than those of a library do */
export function requireNoObjects({ replacements, keeps, unneeded, like }: RewritePlan): void {
  const places = new Set([...[...replacements, ...keeps].map(({ at }) => at), ...like, ...unneeded]);
  for (const place of places) {
    for (const each of [place, ...upstream(place)]) {
      const family = libraryOf(each);
      if (family && isOfObjects(family)) throw new Withheld('the numbers are objects of a class');
    }
  }
}

// In whose place a value is held: a change in place of an array is seen in every view of it, and by every name that it has.
import { byMask, isSorted, takeAlong } from '../../../terms/gathers.ts';
import { isInnerProduct } from '../../../terms/innerProduct.ts';
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { isSomeText } from '../../../terms/text.ts';
import { syntaxOf } from './frame.ts';
import type { Language } from './language.ts';

/** Where a value was made, or what it is where that is not told: every `self.weight` is the same. */
export type Root = Occurrence | Term;

export interface Held {
  /** Where the values are held, and what is held there, as one can say it of another text too. */
  readonly roots: ReadonlyMap<Root, string>;
  /** The places that lead from there to the value. */
  readonly through: ReadonlySet<Occurrence>;
}

export class Storage {
  /** @param changed - what was changed in place, by what came of it */
  constructor(
    private readonly language: Language,
    private readonly changed: ReadonlyMap<Occurrence, Occurrence>,
  ) {}

  /** @param maybe - whether what is not known is taken to give what it is given, or a view of it */
  of(place: Occurrence, maybe = false): Held {
    const roots = new Map<Root, string>();
    const through = new Set([place]);
    for (const at of through) {
      const sources = this.sourcesOf(at);
      if (sources.length > 0) for (const each of sources) through.add(each);
      else if (mayChange(at.term)) {
        const isMade = this.isMade(at);
        roots.set(isMade ? at : at.term, `${isMade ? 'made ' : ''}${at.term.id}`);
        // A product is a new array, whatever else gives what it is given.
        if (maybe && at.term.kind === 'opaque' && !isInnerProduct(at.term))
          for (const given of at.operands) through.add(given);
      }
    }
    return { roots, through };
  }

  /** Whether a value is held nowhere but where a function made it, as far as is known. */
  isOwn(place: Occurrence, scope: string): boolean {
    const { through } = this.of(place);
    return [...through].every((at) => {
      if (this.sourcesOf(at).length > 0 || !mayChange(at.term)) return true;
      return at.scope === scope && (this.isMade(at) || (at.term.kind === 'opaque' && !at.term.pure));
    });
  }

  /** The operands of a place whose values it is computed from, not those that it only passes on or is a view of. */
  looksAt(place: Occurrence): readonly Occurrence[] {
    const { form, term, operands } = place;
    const sources = this.sourcesOf(place);
    if (form !== 'expression' && sources.length > 0) return [];
    // x += 1 is computed from x, x[0] = 1 is not.
    const isComputed = this.changed.has(place) && (term.kind === 'binary' || term.kind === 'map');
    return isComputed ? operands : operands.filter((each) => !sources.includes(each));
  }

  /** Where the values of a place are held; nothing of a place that makes them. */
  private sourcesOf(place: Occurrence): readonly Occurrence[] {
    const before = this.changed.get(place);
    if (before) return [before];
    const shares = this.shares(place);
    if (shares !== undefined) return shares ? place.operands.slice(0, 1) : [];
    return isOfSeveral(place) ? place.operands : sourcesByTerm(place);
  }

  private shares(place: Occurrence): boolean | undefined {
    const node = syntaxOf(place);
    return node?.type === 'call' ? this.language.shares?.(node) : undefined;
  }

  /** Whether a place makes a value, and does not read what is there. */
  private isMade(place: Occurrence): boolean {
    if (this.shares(place) === false) return true;
    const { form, term } = place;
    if (form !== 'expression' || term.kind === 'variable') return false;
    // x.weight, x[0], f(x)
    return term.kind !== 'opaque' || (term.pure && !/^(attribute|subscript)$/.test(syntaxOf(place)?.type ?? ''));
  }
}

/** x if flag else y, x or y; and what a loop leaves in a name, which is what it was before or in the rounds. */
function isOfSeveral(place: Occurrence): boolean {
  const { type } = syntaxOf(place) ?? {};
  return place.form === 'expression' && /^(conditional|boolean)_|^(for|while)_statement$/.test(type ?? '');
}

function sourcesByTerm({ form, term, operands }: Occurrence): readonly Occurrence[] {
  const [first] = operands;
  if (!first) return [];
  if (form !== 'expression') return form === 'read' ? [first, ...itemsIn(first, term)] : operands;
  switch (term.kind) {
    case 'gather':
      if (term.key === byMask || term.key === takeAlong || isSorted(term)) return [];
      return [first, ...itemsIn(first, term)];
    case 'reshape':
    case 'cast':
    case 'refined':
      return [first];
    case 'join':
      return operands;
    default:
      return operands.filter((each) => each.term === term);
  }
}

/** What may stand for an item of a list or tuple that is written out: the item itself, or any of them. */
function itemsIn(list: Occurrence, item: Term): readonly Occurrence[] {
  if (list.term === item || list.term.kind !== 'stack') return [];
  const items: Occurrence[] = [];
  for (const place of upstream(list, ({ form }) => form === 'expression')) {
    if (place.form === 'expression' && place.term.kind === 'stack') items.push(...place.operands);
  }
  const same = items.filter(({ term }) => term === item);
  return same.length > 0 ? same : items;
}

/** Numbers, texts, and what says how long something is, are never changed in place. */
function mayChange(term: Term): boolean {
  return term.kind !== 'constant' && !isSomeText(term) && !(term.kind === 'opaque' && term.says === 'form');
}

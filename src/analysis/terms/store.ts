import type { FormatName } from '../../kernels/index.ts';
import { axisKey } from './axis.ts';
import { intersection, isUnbounded, type Interval } from './bounds/interval.ts';
import { foldBinary, foldMap } from './fold.ts';
import { shapeKey } from './shapeKey.ts';
import { Steps } from './steps.ts';
import type {
  Axis,
  BinaryName,
  LibraryName,
  MapName,
  ReduceName,
  Saying,
  ShapeChange,
  Term,
  VariableTerm,
} from './term.ts';

/** Longest path in a term. Code that a program wrote can nest without end; whoever walks terms may recurse this deep. */
const maxDepth = 200;
/** Nodes of a term written out as a tree, opaque values whole: x = x + x doubles them, and whoever takes a sum apart visits all. */
const maxSize = 1_000_000;
/** A value of more branches than this is not told apart any further. */
const maxJoin = 8;

/** What is known of an opaque term; the key decides it. */
export type OpaqueOptions = { readonly pure?: boolean; readonly range?: Interval; readonly says?: Saying | undefined };

type Draft = Term extends infer T ? (T extends Term ? Omit<T, 'id' | 'depth' | 'size'> : never) : never;

/** Makes terms, each value once. Terms of different stores must not be mixed. */
export class TermStore {
  private readonly terms = new Map<string, Term>();
  /** What parameters are when no call gives them anything, of those that have a number for it. */
  readonly defaults = new Map<Term, number>();

  /** @param steps - what all that is done with these terms may cost; each term that is asked for is one */
  constructor(public steps = new Steps(Infinity)) {}

  variable(role: VariableTerm['role'], name: string, scope: string): Term {
    return this.intern(`v ${role} ${scope} ${name}`, { kind: 'variable', role, name, scope }, []);
  }
  element(of: Term, nesting: number): Term {
    return this.intern(`el ${of.id} ${nesting}`, { kind: 'element', of, nesting }, [of]);
  }
  constant(value: number): Term {
    return this.intern(`c ${Object.is(value, -0) ? '-0' : value}`, { kind: 'constant', value }, []);
  }
  opaque(key: string, operands: readonly Term[] = [], options: OpaqueOptions = {}): Term {
    const { pure = true, range, says } = options;
    return this.intern(`o ${ids(operands)} ${key}`, { kind: 'opaque', key, operands, pure, range, says }, operands);
  }
  map(name: MapName, operand: Term): Term {
    const folded = foldMap(name, operand);
    if (folded !== undefined) return this.constant(folded);
    return this.intern(`m ${name} ${operand.id}`, { kind: 'map', name, operand }, [operand]);
  }
  binary(name: BinaryName, left: Term, right: Term): Term {
    const folded = foldBinary(name, left, right);
    if (folded !== undefined) return this.constant(folded);
    return this.intern(`b ${name} ${left.id} ${right.id}`, { kind: 'binary', name, left, right }, [left, right]);
  }
  where(condition: Term, yes: Term, no: Term): Term {
    const parts = [condition, yes, no];
    return this.intern(`w ${ids(parts)}`, { kind: 'where', condition, yes, no }, parts);
  }
  reduce(name: ReduceName, operand: Term, axis: Axis, keepdims: boolean | 'unknown'): Term {
    const key = `r ${name} ${operand.id} ${axisKey(axis)} ${keepdims}`;
    return this.intern(key, { kind: 'reduce', name, operand, axis, keepdims }, [operand]);
  }
  reshape(change: ShapeChange, operand: Term): Term {
    return this.intern(
      `s ${shapeKey(change, ({ id }) => `#${id}`)} ${operand.id}`,
      { kind: 'reshape', change, operand },
      [operand],
    );
  }
  gather(operand: Term, key: string, indices: readonly Term[]): Term {
    const parts = [operand, ...indices];
    return this.intern(`g ${ids(parts)} ${key}`, { kind: 'gather', operand, key, indices }, parts);
  }
  stack(items: readonly Term[]): Term {
    return this.intern(`t ${ids(items)}`, { kind: 'stack', items }, items);
  }
  cast(operand: Term, format: FormatName | 'integer'): Term {
    return this.intern(`f ${format} ${operand.id}`, { kind: 'cast', operand, format }, [operand]);
  }
  library(name: LibraryName, operand: Term, axis: Axis, others: readonly Term[] = []): Term {
    const parts = [operand, ...others];
    return this.intern(
      `l ${name} ${ids(parts)} ${axisKey(axis)}`,
      { kind: 'library', name, operand, axis, others },
      parts,
    );
  }
  /** A value within closer bounds; within several, within all of them. */
  refined(operand: Term, range: Interval): Term {
    if (operand.kind === 'refined') return this.refined(operand.operand, intersection(operand.range, range));
    if (isUnbounded(range)) return operand;
    const key = `n ${range.low} ${range.high} ${operand.id}`;
    return this.intern(key, { kind: 'refined', operand, range }, [operand]);
  }
  /** One of the items; equal items count once, joins within joins are opened. */
  join(items: readonly Term[]): Term {
    const open = items.flatMap((item) => (item.kind === 'join' ? item.items : [item]));
    const distinct = [...new Set(open)].sort((a, b) => a.id - b.id);
    if (distinct.length === 1) return distinct[0]!;
    if (distinct.length > maxJoin) return this.opaque('many branches', distinct);
    return this.intern(`j ${ids(distinct)}`, { kind: 'join', items: distinct }, distinct);
  }

  private intern(key: string, draft: Draft, parts: readonly Term[]): Term {
    this.steps.take();
    const known = this.terms.get(key);
    if (known) return known;
    let [depth, size] = [1, 1];
    for (const part of parts) {
      depth = Math.max(depth, part.depth + 1);
      // Nobody takes an opaque value apart, so what it is made of costs nobody anything.
      if (draft.kind !== 'opaque') size += part.size;
    }
    if (depth > maxDepth || size > maxSize) return this.opaque(`too large ${key}`);
    // The draft has every other field of its kind, and is nobody else's: a copy would be a good part of what a term costs.
    const term = Object.assign(draft, { id: this.terms.size, depth, size }) as Term;
    this.terms.set(key, term);
    return term;
  }
}

function ids(terms: readonly Term[]): string {
  return terms.map((term) => term.id).join(',');
}

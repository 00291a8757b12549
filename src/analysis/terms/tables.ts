// Arrays of several axes that nested loops fill, one number in each round: what the rounds compute, as one value. Unlike a list,
// nothing that is only of one of the loops is taken to be an array of the same axes.
import { elementsIn } from './elements.ts';
import { someOf } from './gathers.ts';
import type { TermStore } from './store.ts';
import { hasExponential } from './summedExponentials.ts';
import type { Term } from './term.ts';
import { subterms } from './walk.ts';

/** What a loop whose elements are of a nesting makes of a number, or of such a row, in its rounds: a function of each is that of all. */
export function tableOf(store: TermStore, each: Term, nesting: number): Term {
  const within = (part: Term) => (isNumber(part) ? part : tableOf(store, part, nesting));
  if (each.kind === 'map') return store.map(each.name, within(each.operand));
  if (each.kind === 'cast') return store.cast(within(each.operand), each.format);
  if (each.kind === 'binary') {
    const { name, left, right } = each;
    // The weights of exponentials are another table than these.
    const isWeighted = hasExponential(left) !== hasExponential(right) && (name === 'multiply' || name === 'divide');
    if (isNumber(left) !== isNumber(right) || isWeighted) return store.binary(name, within(left), within(right));
    // The largest of a row, of which all of it is less.
    const isOfRound = (part: Term) => isScalar(part) && !isOfNesting(part, nesting);
    if (isOfRound(right)) return store.binary(name, within(left), right);
    if (isOfRound(left)) return store.binary(name, left, within(right));
  }
  const isOwn = isOfNesting(each, nesting);
  return store.gather(isOwn ? each : store.element(store.stack([each]), nesting), someOf, []);
}

/** The same of each round, with the loop that was inside outside. */
export function turned(store: TermStore, table: Term): Term {
  const within = (part: Term) => (isNumber(part) ? part : turned(store, part));
  if (table.kind === 'map') return store.map(table.name, within(table.operand));
  if (table.kind === 'cast') return store.cast(within(table.operand), table.format);
  if (table.kind === 'binary') return store.binary(table.name, within(table.left), within(table.right));
  return store.reshape({ to: 'reverse' }, table);
}

/**
 * The tables, either way round, that loops may make of what one of their rounds computes, a number, or a row or column of them; and
 * the rows or columns.
 */
export function tablesOf(store: TermStore, each: Term): readonly Term[] {
  const nestings = new Set([...elementsIn(each)].map(({ nesting }) => nesting));
  const [inner, outer, ...more] = [...nestings].sort((a, b) => b - a);
  if (inner === undefined || more.length > 0) return [];
  const lines = tableOf(store, each, inner);
  const tables = outer === undefined ? [lines] : [tableOf(store, lines, outer)];
  return [lines, ...tables.flatMap((table) => [table, turned(store, table)])];
}

/** One of the rows of a table, for a loop that goes through them: a function of that; undefined of what is no table. */
export function rowOf(store: TermStore, table: Term, nesting: number): Term | undefined {
  if (table.kind === 'map') {
    const row = rowOf(store, table.operand, nesting);
    return row && store.map(table.name, row);
  }
  const inner = table.kind === 'reshape' && table.change.to === 'reverse' ? table.operand : table;
  const isTable =
    inner.kind === 'gather' && inner.key === someOf && inner.operand.kind === 'gather' && inner.operand.key === someOf;
  return isTable ? store.element(table, nesting) : undefined;
}

function isOfNesting(term: Term, nesting: number): boolean {
  return [...elementsIn(term)].some((element) => element.nesting === nesting);
}

/** Whether a value is one number in each round, and no row of them. */
function isScalar(term: Term): boolean {
  if (term.kind === 'reduce') return term.keepdims === false;
  return ![...subterms(term)].some((part) => part.kind === 'gather' && part.key === someOf);
}

/** Whether a value is the same in all rounds. */
function isNumber(term: Term): boolean {
  if (elementsIn(term).size > 0) return false;
  return ![...subterms(term)].some((part) => part.kind === 'gather' && part.key === someOf);
}

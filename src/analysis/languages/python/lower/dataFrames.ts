// Tables with named columns, and their groups: df.groupby('g')['v'].transform('sum') is, for each row, the sum of its group.
import { groupedIn, groupedOf, type GroupedName } from '../../../terms/groups.ts';
import { isAttribute } from '../../../terms/attributes.ts';
import { bare } from '../../../terms/bare.ts';
import { pickOne, storedKey } from '../../../terms/gathers.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import { isText, textOf, textTerm } from '../../../terms/text.ts';
import { findFunction } from '../libraries/index.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { columnIn } from './columns.ts';
import { mapped as mappedEach } from './folds.ts';
import { callAny } from './transforms.ts';
import { withoutBrackets } from '../../shared/brackets.ts';

/** The key of rows that are put into groups: of what, and what tells their groups. */
const grouping = 'grouping';

interface Method {
  readonly frame: Frame;
  readonly node: SyntaxNode;
  readonly object: Occurrence;
  readonly args: Arguments;
  readonly depth: number;
}

/** A method of a data frame, a series, or of groups of their rows. */
export function callOfFrame(method: Method, name: string): Occurrence | undefined {
  if (method.args.spread) return undefined;
  switch (name) {
    case 'groupby':
      return groupedBy(method);
    case 'assign':
      return assigned(method);
    case 'map':
    case 'apply':
      return mapped(method);
    default:
      return ofGroups(method, name);
  }
}

/** pd.Series(x, index=i) has the values of x. */
export function seriesOf(frame: Frame, node: SyntaxNode, path: string, { all, spread }: Arguments) {
  const [data] = all.filter(({ keyword }, place) => keyword === 'data' || (keyword === undefined && place === 0));
  const isCast = all.some(({ keyword }) => keyword === 'dtype');
  if (!data || isCast || spread || !/^pandas\.(?:core\.series\.)?Series$/.test(path)) return undefined;
  return occur(frame, node, data.value.term, [data.value], { form: 'read' });
}

/** df['name'], df[name] and df.name, which have one number a row; a table has more. */
function isColumn(term: Term): boolean {
  if (term.kind === 'opaque') return isAttribute(term);
  const [index, ...others] = term.kind === 'gather' && term.key === pickOne ? term.indices : [];
  return index !== undefined && others.length === 0 && (index.kind === 'variable' || isName(index));
}

/** 'f_' + str(i) */
function isName(index: Term): boolean {
  return isText(index) || (index.kind === 'binary' && index.name === 'add' && [index.left, index.right].some(isName));
}

const orders = new Set(['by', 'level', 'sort', 'observed', 'group_keys', 'dropna']);

function groupedBy({ frame, node, object, args: { all } }: Method): Occurrence | undefined {
  const [by] = all.filter(({ keyword }, place) => keyword === 'by' || (keyword === undefined && place === 0));
  const level = all.find(({ keyword }) => keyword === 'level');
  const isOther = ({ keyword }: Argument) => (keyword === undefined ? by?.keyword !== undefined : !orders.has(keyword));
  const positional = all.filter(({ keyword }) => keyword === undefined);
  if (positional.length > 1 || all.some(isOther) || (by ? level : !level)) return undefined;
  const { store } = frame;
  const index = by ? groupsBy(store, object.term, by.value.term) : store.opaque('level', [level!.value.term]);
  return occur(frame, node, store.opaque(grouping, [object.term, index]), [object, ...all.map(({ value }) => value)]);
}

/** Groups by a column, by several, or by values beside the rows. */
function groupsBy(store: TermStore, of: Term, by: Term): Term {
  if (isText(by)) return columnOf(store, of, by);
  return by.kind === 'stack' ? store.stack(by.items.map((each) => groupsBy(store, of, each))) : by;
}

function columnOf(store: TermStore, whole: Term, name: Term): Term {
  const column = columnIn(whole, name);
  return column?.stored ?? store.gather(column?.of ?? whole, pickOne, [name]);
}

interface Groups {
  readonly of: Term;
  readonly index: Term;
}

/** Rows in groups, or one column of them. */
function groupsIn(store: TermStore, term: Term): Groups | undefined {
  if (term.kind === 'opaque' && term.key === grouping) return { of: term.operands[0]!, index: term.operands[1]! };
  const name = columnName(store, term);
  const whole = name && 'operand' in term ? term.operand : term.kind === 'opaque' ? term.operands[0] : undefined;
  const groups = name && whole?.kind === 'opaque' && whole.key === grouping ? groupsIn(store, whole) : undefined;
  return name && groups && { ...groups, of: columnOf(store, groups.of, name) };
}

function columnName(store: TermStore, term: Term): Term | undefined {
  if (term.kind === 'gather' && term.key === pickOne) return term.indices.find(isText);
  const attribute = term.kind === 'opaque' ? /^attribute (\w+)$/.exec(term.key)?.[1] : undefined;
  return attribute === undefined ? undefined : textTerm(store, attribute);
}

const reductions: Readonly<Record<string, GroupedName>> = { sum: 'sum', mean: 'mean', max: 'max', min: 'min' };

function reductionNamed(name: string | undefined): GroupedName | undefined {
  return name !== undefined && Object.hasOwn(reductions, name) ? reductions[name] : undefined;
}

/** transform('sum'), agg('sum'), sum() */
function ofGroups({ frame, node, object, args: { all } }: Method, method: string): Occurrence | undefined {
  const { store } = frame;
  const groups = groupsIn(store, object.term);
  if (!groups) return undefined;
  const isTold = /^(?:transform|agg|aggregate)$/.test(method);
  const [told, ...others] = all;
  const isAlone = isTold ? others.length === 0 : all.every(({ keyword }) => keyword === 'numeric_only');
  const name = isTold ? reductionNamed(told && reductionIn(told)) : reductionNamed(method);
  if (!name || !isAlone) return undefined;
  const term = groupedOf(store, { name, ...groups, axis: store.constant(0) });
  const made = occur(frame, node, term, [object]);
  return method === 'transform' ? occur(frame, node, store.gather(term, pickOne, [groups.index]), [made]) : made;
}

/** What 'sum', sum and np.sum say. */
function reductionIn({ value: { term }, node }: Argument): string | undefined {
  return textOf(term) ?? /^(?:(?:np|numpy)\.)?(\w+)$/.exec(spelt(node))?.[1];
}

/** A dotted name without what stands between its words. */
function spelt(node: SyntaxNode): string {
  return withoutBrackets(node).text.replace(/#[^\r\n]*|[\s\\]/g, '');
}

/** Arguments that a variable of TensorFlow is assigned by. */
const ofVariables = new Set(['value', 'use_locking', 'name', 'read_value']);

/** df.assign(e=np.exp(v), p=lambda d: d['e'] / 2): a copy with more columns. */
function assigned({ frame, node, object, args: { all }, depth }: Method): Occurrence | undefined {
  if (all.length === 0 || all.some(({ keyword }) => keyword === undefined || ofVariables.has(keyword)))
    return undefined;
  const { store, session } = frame;
  return all.reduce((before: Occurrence | undefined, { keyword, value, node: written }) => {
    if (!before) return undefined;
    const isFunction = session.callables.has(value.term);
    const given = { all: [{ keyword: undefined, node: written, value: before }], spread: false };
    const column = isFunction ? callAny(frame, node, value, given, depth) : value;
    if (!column) return undefined;
    const key = `${storedKey}${frame.id} ${session.ordinal(`${frame.id} store`)}`;
    const place = store.opaque(key, [textTerm(store, keyword!)]);
    return occur(frame, node, store.where(place, column.term, before.term), [column, before]);
  }, object);
}

/** v.map(np.exp) is np.exp(v); g.map(sums), of sums of groups by g, is for each element the sum of its group. */
function mapped({ frame, node, object, args: { all }, depth }: Method): Occurrence | undefined {
  const [by, ...others] = all;
  if (!by || others.length > 0 || by.keyword !== undefined) return undefined;
  if (groupedIn(bare(by.value.term)))
    return occur(frame, node, frame.store.gather(by.value.term, pickOne, [object.term]), [by.value, object]);
  const callable = frame.session.callables.get(by.value.term);
  if (callable?.kind === 'function') {
    const of: Argument = { keyword: undefined, node, value: object };
    return isColumn(object.term) ? mappedEach(frame, node, { all: [by, of], spread: false }, depth) : undefined;
  }
  const known = callable?.kind === 'library' ? findFunction(callable.path) : undefined;
  if (known?.operation.does !== 'map') return undefined;
  return callAny(frame, node, by.value, { all: [{ keyword: undefined, node, value: object }], spread: false }, depth);
}

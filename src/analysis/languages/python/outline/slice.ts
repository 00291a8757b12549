// Which statements of a function can have to do with anything that a rule looks for.
import type { SyntaxNode } from '../../syntax.ts';
import type { Line, Tokens } from './lines.ts';

export interface Slice {
  /** Statements that are not needed for what a rule could find in the function. */
  readonly idle: ReadonlySet<SyntaxNode>;
  /** Functions in it that have to do with that. */
  readonly inner: ReadonlySet<SyntaxNode>;
  /** Whether it has anything that a rule looks for. */
  readonly matters: boolean;
  /** Whether what it gives back can hold more of it than logarithms, which show what they are of where they are taken. */
  readonly gives: boolean;
  /** Whether what it is given can decide in it: of logarithms alone only what they are of does, which shows where they are taken. */
  readonly takes: boolean;
  /** What it calls where there is more of it than logarithms, which may be given that. */
  readonly calls: Tokens;
  /** Names outside that it leaves any of it in. */
  readonly leaves: Record<'anything' | 'logarithms', readonly string[]>;
}

/**
 * Names of what holds anything that a rule looks for, those of libraries apart, of what holds logarithms of it, and of what takes
 * something that decides in it: who speaks of those says what that is, but what they give is nothing by that.
 */
export type Hot = Record<'anything' | 'logarithms' | 'takers', ReadonlySet<string>>;

/**
 * @param parameters - names that callers give values
 * @param self - what the function calls the object that it is a method of
 * @param isReturned - whether what it gives back is needed, too
 * @param given - those of the parameters that hold what a call gives, which may be anything
 */
export function sliceOf(
  lines: readonly Line[],
  hot: Hot,
  parameters: ReadonlySet<string>,
  self: string | undefined,
  isReturned: boolean,
  given: Iterable<string>,
): Slice {
  const tainted = new Set<string>(given);
  const holding = new Set<Line>();
  /** Those that hold more than logarithms. */
  const hottest = new Set<Line>();
  const warm = new Set<string>();
  /** Those of which only what they are computed from matters. */
  const asking = lines.filter((line) => line.holding === 'powers' || some(line.tokens, (each) => hot.takers.has(each)));
  for (let before = -1; before !== holding.size + hottest.size;) {
    before = holding.size + hottest.size;
    for (const line of lines) {
      if (hottest.has(line)) continue;
      const isHot =
        line.holding === 'anything' ||
        some(line.tokens, (each) => hot.anything.has(each) || tainted.has(each) || isHandedOn(each, line, hot.takers));
      const isWarm =
        isHot ||
        line.holding === 'logarithms' ||
        some(line.tokens, (each) => hot.logarithms.has(each) || warm.has(each));
      if (!isWarm) continue;
      holding.add(line);
      if (isHot) hottest.add(line);
      for (const each of line.bound) if (each !== self) (isHot ? tainted : warm).add(each);
    }
  }
  const own = new Set(parameters);
  for (const { bound } of lines) for (const each of bound) own.add(each);
  if (self !== undefined) own.delete(self);
  const needed = new Set<Line>();
  const names = new Set<string>();
  const need = (line: Line) => {
    if (needed.has(line)) return;
    needed.add(line);
    for (const each of line.tokens) if (own.has(each)) names.add(each);
    for (const outer of line.around) need(outer);
  };
  const isNamed = (each: string) => names.has(each);
  const complete = () => {
    for (let before = -1; before !== needed.size;) {
      before = needed.size;
      for (const line of lines) {
        if (needed.has(line)) continue;
        const speaks = (line.kind === 'calls' || line.tests) && some(line.tokens, isNamed);
        if (speaks || some(line.bound, isNamed)) need(line);
      }
    }
  };
  for (const line of [...holding, ...asking]) need(line);
  complete();
  const takes = some(names, (each) => parameters.has(each) && each !== self);
  for (const line of lines) {
    // What is left in an attribute is read in other methods.
    if ((isReturned && line.kind === 'returns') || (line.kind === 'binds' && some(line.bound, isAttribute))) need(line);
  }
  complete();
  const live = new Set<Line>(needed);
  for (const line of lines) {
    if (line.kind !== 'kept' && line.kind !== 'returns' && !needed.has(line)) continue;
    live.add(line);
    for (const outer of line.around) live.add(outer);
  }
  const isGlobal = lines.some(({ node }) => node.type === 'global_statement');
  const left = (from: Iterable<Line>) =>
    [...from].flatMap(({ kind, bound }) =>
      kind === 'binds' ? [...bound].filter((each) => isGlobal || (self !== undefined && isAttribute(each))) : [],
    );
  return {
    idle: new Set(lines.filter((line) => !live.has(line)).map(({ node }) => node)),
    inner: new Set([...needed].map(({ node }) => node)),
    matters: holding.size + asking.length > 0,
    gives: lines.some((line) => line.kind === 'returns' && hottest.has(line)),
    takes: takes && hottest.size + asking.length > 0,
    calls: new Set([...hottest].flatMap(({ called }) => [...called])),
    leaves: { anything: left(hottest), logarithms: left(holding) },
  };
}

/** Whether a function that takes something is not called where it is named, or only by what is called later. */
export function isHandedOn(token: string, { tokens, called }: Line, takers: ReadonlySet<string>): boolean {
  if (!takers.has(token)) return false;
  return tokens.has('lambda') || !called.has(token.startsWith('.') ? token.slice(1) : token);
}

function isAttribute(token: string): boolean {
  return token.startsWith('.');
}

function some(tokens: Tokens, isIt: (token: string) => boolean): boolean {
  for (const each of tokens) if (isIt(each)) return true;
  return false;
}

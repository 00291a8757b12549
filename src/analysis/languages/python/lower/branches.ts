// Branches are followed each for itself; where they meet again, a name is one of what it was in them.
import type { SyntaxNode } from '../../syntax.ts';
import { sameBinding, type Binding } from '../../shared/lower/binding.ts';
import { bindTarget } from './assignments.ts';
import type { Environment } from '../../shared/lower/environment.ts';
import { lowerExpression } from './expressions.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { extremeOf, refine } from './refinement.ts';
import { lowerBlock } from './statements.ts';

/** Lowers a block, or what a function lowers, in a fork of the environment, which is put back afterwards. */
export function inFork(frame: Frame, part: SyntaxNode | (() => void) | undefined, depth: number): Environment {
  const before = frame.environment;
  const fork = before.fork();
  frame.environment = fork;
  if (typeof part === 'function') part();
  else if (part) lowerBlock(frame, part, depth);
  frame.environment = before;
  return fork;
}

/** Continues after branches of the current environment; those that have ended elsewhere do not count. */
export function meet(frame: Frame, node: SyntaxNode, branches: readonly Environment[]): void {
  const base = frame.environment;
  const live = branches.filter((branch) => !branch.ended);
  if (live.length === 0) {
    base.ended = branches[0]?.ended;
    return;
  }
  const names = new Set(live.flatMap((branch) => [...branch.changedSince(base)]));
  for (const name of names) {
    const bindings = live.map((branch) => branch.get(name));
    const [only] = bindings;
    // Where one branch goes on, what its condition says of a name goes on with it.
    if (bindings.length === 1 && only && unrefined(frame, only) !== only) base.set(name, only);
    else {
      const binding = joined(
        frame,
        node,
        bindings.map((each) => each && unrefined(frame, each)),
      );
      if (binding !== base.get(name)) frame.bind(name, binding);
    }
  }
}

/** What a name stands for but for the bounds that a branch gave it. */
function unrefined(frame: Frame, binding: Binding): Binding {
  return (binding.kind === 'value' && frame.session.refinements.get(binding.occurrence)) || binding;
}

/** One of several bindings; where a branch leaves the name unset, it is not that branch which is read. */
export function joined(
  frame: Frame,
  node: SyntaxNode,
  bindings: readonly (Binding | undefined)[],
): Binding | undefined {
  const set = bindings.filter((binding) => binding !== undefined);
  const [first] = set;
  if (!first || set.every((binding) => sameBinding(binding, first))) return first;
  if (!set.every((binding) => binding.kind === 'value')) return undefined;
  const occurrences = set.map(({ occurrence }) => occurrence);
  const term = frame.store.join(occurrences.map((occurrence) => occurrence.term));
  return { kind: 'value', occurrence: occur(frame, node, term, occurrences, { form: 'join' }) };
}

export function lowerIf(frame: Frame, node: SyntaxNode, depth: number): void {
  const alternatives = node.fields('alternative');
  lowerChain(frame, node, [node, ...alternatives], depth);
}

/** if, then each elif, whose condition is only reached when those before are false, then else. */
function lowerChain(frame: Frame, node: SyntaxNode, parts: readonly SyntaxNode[], depth: number): void {
  const branches: Environment[] = [];
  let only: Occurrence | undefined;
  const denied: SyntaxNode[] = [];
  let open = true;
  for (const part of parts) {
    const condition = part.field('condition');
    const tested = condition && lowerExpression(frame, condition, depth);
    if (tested) leave(frame, tested);
    only = parts.length === 1 ? tested : undefined;
    const body = part.field('consequence') ?? part.field('body');
    const branch = () => {
      refineAll(frame, denied, condition);
      if (body) lowerBlock(frame, body, depth);
    };
    branches.push(inFork(frame, branch, depth));
    if (condition) denied.push(condition);
    if (part.type === 'else_clause') open = false;
  }
  const rest = () => {
    refineAll(frame, denied, undefined);
  };
  if (open) branches.push(inFork(frame, rest, depth));
  const larger = only && branches[0] ? extremes(frame, node, only, branches[0]) : [];
  meet(frame, node, branches);
  for (const [name, binding] of larger) frame.environment.set(name, binding);
}

/** `if v > m: m = v` leaves the larger of the two in m. */
export function extremes(
  frame: Frame,
  node: SyntaxNode,
  test: Occurrence,
  branch: Environment,
): readonly [string, Binding][] {
  if (branch.ended) return [];
  const base = frame.environment;
  return [...branch.changedSince(base)].flatMap((name): [string, Binding][] => {
    const [before, after] = [base.get(name), branch.get(name)].map((each) => each && unrefined(frame, each));
    if (before?.kind !== 'value' || after?.kind !== 'value') return [];
    const [kept, taken] = [before.occurrence, after.occurrence];
    const extreme = extremeOf(test.term, taken.term, kept.term);
    if (!extreme) return [];
    const term = frame.store.binary(extreme, kept.term, taken.term);
    return [[name, { kind: 'value', occurrence: occur(frame, node, term, [kept, taken]) }]];
  });
}

function refineAll(frame: Frame, denied: readonly SyntaxNode[], held: SyntaxNode | undefined): void {
  for (const condition of denied) refine(frame, condition, false);
  refine(frame, held, true);
}

/** A handler can be reached from anywhere in the body: what the body binds is or is not bound there. */
export function lowerTry(frame: Frame, node: SyntaxNode, depth: number): void {
  const body = node.field('body');
  const tried = inFork(frame, body, depth);
  const ends: Environment[] = [];
  for (const clause of node.named) {
    if (clause.type !== 'except_clause' && clause.type !== 'except_group_clause') continue;
    ends.push(
      inFork(
        frame,
        () => {
          const { environment } = frame;
          for (const name of tried.changedSince(environment)) {
            environment.set(name, joined(frame, clause, [environment.get(name), tried.get(name)]));
          }
          const alias = clause.field('value')?.field('alias')?.named[0];
          if (alias) frame.bind(alias.text, undefined);
          const handler = clause.named.find(({ type }) => type === 'block');
          if (handler) lowerBlock(frame, handler, depth);
        },
        depth,
      ),
    );
  }
  const before = frame.environment;
  const otherwise = node.named.find(({ type }) => type === 'else_clause')?.field('body');
  frame.environment = tried;
  if (otherwise && !tried.ended) lowerBlock(frame, otherwise, depth);
  frame.environment = before;
  meet(frame, node, [tried, ...ends]);
  const last = node.named.find(({ type }) => type === 'finally_clause');
  const finale = last?.named.find(({ type }) => type === 'block');
  if (finale) lowerBlock(frame, finale, depth);
}

export function lowerMatch(frame: Frame, node: SyntaxNode, depth: number): void {
  const subject = node.field('subject');
  const value = subject && lowerExpression(frame, subject, depth);
  if (value) leave(frame, value);
  const clauses = node.field('body')?.named ?? [];
  const branches = clauses.map((clause) =>
    inFork(
      frame,
      () => {
        for (const pattern of clause.named.filter(({ type }) => type === 'case_pattern'))
          bindPattern(frame, pattern, depth);
        const body = clause.field('consequence');
        if (body) lowerBlock(frame, body, depth);
      },
      depth,
    ),
  );
  meet(frame, node, [...branches, frame.environment.fork()]);
}

/** Names in a pattern are bound to some part of the subject. */
function bindPattern(frame: Frame, pattern: SyntaxNode, depth: number): void {
  const queue = [pattern];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'identifier') {
      const term = frame.store.opaque(`matched ${frame.session.ordinal(`${frame.id} matched`)}`);
      bindTarget(frame, node, { kind: 'value', occurrence: occur(frame, node, term) }, depth);
    }
    queue.push(...node.named);
  }
}

// Branches are followed each for itself; where they meet again, a name is one of what it was in them.
import type { Guard } from '../../../terms/comparison.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sameBinding, type Binding } from './binding.ts';
import { bindTarget } from './assignments.ts';
import type { Environment } from './environment.ts';
import { lowerExpression } from './expressions.ts';
import { leave, occur, type Frame } from './frame.ts';
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
  for (const name of names)
    frame.bind(
      name,
      joined(
        frame,
        node,
        live.map((branch) => branch.get(name)),
      ),
    );
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

function underGuards(frame: Frame, guards: readonly Guard[], body: SyntaxNode | undefined, depth: number): Environment {
  const before = frame.environment;
  const outer = before.guards;
  before.guards = [...outer, ...guards];
  const fork = inFork(frame, body, depth);
  before.guards = outer;
  return fork;
}

export function lowerIf(frame: Frame, node: SyntaxNode, depth: number): void {
  const alternatives = node.fields('alternative');
  lowerChain(frame, node, [node, ...alternatives], depth);
}

/** if, then each elif, whose condition is only reached when those before are false, then else. */
function lowerChain(frame: Frame, node: SyntaxNode, parts: readonly SyntaxNode[], depth: number): void {
  const before = frame.environment;
  const branches: Environment[] = [];
  const passed: Guard[] = [];
  let open = true;
  for (const part of parts) {
    const condition = part.field('condition');
    const tested = condition && lowerExpression(frame, condition, depth);
    if (tested) leave(frame, tested);
    const body = part.field('consequence') ?? part.field('body');
    branches.push(
      underGuards(frame, tested ? [...passed, { condition: tested.term, holds: true }] : passed, body, depth),
    );
    if (tested) passed.push({ condition: tested.term, holds: false });
    if (part.type === 'else_clause') open = false;
  }
  if (open) branches.push(before.fork());
  meet(frame, node, branches);
  // After `if x < 0: return` the rest is reached otherwise only.
  const ended = branches.findIndex((branch) => !branch.ended);
  before.guards = [...before.guards, ...passed.slice(0, Math.max(ended, 0))];
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

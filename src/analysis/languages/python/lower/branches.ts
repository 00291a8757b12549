// Branches are followed each for itself; where they meet again, a name is one of what it was in them.
import type { SyntaxNode } from '../../syntax.ts';
import { bindTarget } from './assignments.ts';
import type { Environment } from '../../shared/lower/environment.ts';
import { lowerExpression } from './expressions.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { refine } from './refinement.ts';
import { lowerBlock } from './statements.ts';
import { noteTest } from '../../shared/lower/truth.ts';
import { truthOf } from './truth.ts';
import { assume, noteChosen } from '../../shared/lower/chosen.ts';
import { inFork, meet, extremes, enterHandler } from '../../shared/lower/branches.ts';

export function lowerIf(frame: Frame, node: SyntaxNode, depth: number): void {
  const alternatives = node.fields('alternative');
  lowerChain(frame, node, [node, ...alternatives], depth);
}

/** if, then each elif, whose condition is only reached when those before are false, then else. */
function lowerChain(frame: Frame, node: SyntaxNode, parts: readonly SyntaxNode[], depth: number): void {
  const branches: Environment[] = [];
  let only: Occurrence | undefined;
  const denied: SyntaxNode[] = [];
  const without: Occurrence[] = [];
  let open = true;
  for (const part of parts) {
    const condition = part.field('condition');
    const tested = condition && lowerExpression(frame, condition, depth);
    if (tested) {
      leave(frame, tested);
      noteTest(frame, condition, tested);
    }
    only ??= tested;
    const truth = truthOf(frame, condition, tested);
    if (truth === false) continue;
    const body = part.field('consequence') ?? part.field('body');
    const branch = () => {
      for (const other of without) assume(frame, other.term, false);
      if (tested) assume(frame, tested.term, true);
      refineAll(frame, denied, condition);
      if (body) lowerBlock(frame, body, depth);
    };
    branches.push(inFork(frame, branch));
    if (condition) denied.push(condition);
    if (tested) without.push(tested);
    if (part.type === 'else_clause' || truth === true) {
      open = false;
      break;
    }
  }
  const rest = () => {
    for (const other of without) assume(frame, other.term, false);
    refineAll(frame, denied, undefined);
  };
  if (open) branches.push(inFork(frame, rest));
  const larger = only && isOneOfTwo(parts) ? extremes(frame, node, only, branches) : [];
  meet(frame, node, branches);
  if (only && isOneOfTwo(parts)) noteChosen(frame, only.term, branches);
  for (const [name, binding] of larger) frame.environment.set(name, binding);
}

/** if, or if and else */
function isOneOfTwo([, second, ...more]: readonly SyntaxNode[]): boolean {
  return more.length === 0 && (!second || second.type === 'else_clause');
}

function refineAll(frame: Frame, denied: readonly SyntaxNode[], held: SyntaxNode | undefined): void {
  for (const condition of denied) refine(frame, condition, false);
  refine(frame, held, true);
}

export function lowerTry(frame: Frame, node: SyntaxNode, depth: number): void {
  const body = node.field('body');
  const tried = inFork(frame, () => {
    if (body) lowerBlock(frame, body, depth);
  });
  const ends: Environment[] = [];
  for (const clause of node.named) {
    if (clause.type !== 'except_clause' && clause.type !== 'except_group_clause') continue;
    ends.push(
      inFork(frame, () => {
        enterHandler(frame, clause, tried);
        const alias = clause.field('value')?.field('alias')?.named[0];
        if (alias) frame.bind(alias.text, undefined);
        const handler = clause.named.find(({ type }) => type === 'block');
        if (handler) lowerBlock(frame, handler, depth);
      }),
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
    inFork(frame, () => {
      for (const pattern of clause.named.filter(({ type }) => type === 'case_pattern'))
        bindPattern(frame, pattern, depth);
      const body = clause.field('consequence');
      if (body) lowerBlock(frame, body, depth);
    }),
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

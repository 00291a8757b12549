// Statements in another order, none of which uses what another gives.
import type { SyntaxNode } from '../../../../../src/analysis/languages/syntax.ts';
import { nodesIn } from '../parsed.ts';
import { arranged, piecesOf, type Change, type Choose, type Code, type Piece } from './change.ts';

interface Statement {
  readonly node: SyntaxNode;
  readonly kind: 'definition' | 'import' | 'assignment';
  readonly binds: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
}

const definitions = /^(function_definition|function_declaration)$/;
const imports = /^(import_statement|import_from_statement)$/;

function namesIn(node: SyntaxNode): ReadonlySet<string> {
  return new Set(
    nodesIn(node)
      .filter(({ type }) => type === 'identifier')
      .map(({ text }) => text),
  );
}

/** What a statement binds and reads when it runs; undefined of one that may not be moved. */
function read(node: SyntaxNode): Statement | undefined {
  if (definitions.test(node.type)) {
    const binds = new Set([node.field('name')!.text]);
    const parameters = node.field('parameters')?.named ?? [];
    const defaults = parameters.filter(({ type }) => /default|assignment_pattern/.test(type));
    return { node, kind: 'definition', binds, reads: new Set(defaults.flatMap((each) => [...namesIn(each)])) };
  }
  if (imports.test(node.type)) {
    if (/\*|__future__/.test(node.text) && !/\* as/.test(node.text)) return undefined;
    return { node, kind: 'import', binds: namesIn(node), reads: new Set() };
  }
  const [only, ...more] = node.named;
  if (!only || more.length > 0) return undefined;
  const isAssignment = only.type === 'assignment' || only.type === 'variable_declarator';
  const target = isAssignment ? (only.field('left') ?? only.field('name')) : undefined;
  const value = only.field('right') ?? only.field('value');
  if (target?.type !== 'identifier' || !value || /assignment|yield|await|function|=>|lambda/.test(value.type))
    return undefined;
  return { node, kind: 'assignment', binds: new Set([target.text]), reads: namesIn(value) };
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((name) => b.has(name));
}

/** Whether two neighbours can change places. Calls count as pure, which those of the fixtures are. */
function commute(a: Statement, b: Statement): boolean {
  if (meet(a.binds, b.binds) || meet(a.binds, b.reads) || meet(a.reads, b.binds)) return false;
  return a.kind === b.kind || (a.kind === 'definition' && b.kind === 'definition');
}

/** From the statement to the end of its last line, with the comments below that belong to it. */
function endOf(text: string, node: SyntaxNode): number {
  const end = text.indexOf('\n', node.end);
  return end < 0 ? text.length : end + 1;
}

/** Neighbours that commute are swapped wherever the draw says so. */
export function reordered({ text, root }: Code, choose: Choose): Change {
  const pieces: Piece[] = [];
  let done = 0;
  const blocks = nodesIn(root).filter(({ type }) => /^(module|program|block|statement_block)$/.test(type));
  // From the outside in: what has been moved as a whole stays as it is inside.
  for (const block of blocks) {
    let runs: Statement[] = [];
    const flush = () => {
      if (runs.length > 1) permute(runs);
      runs = [];
    };
    const permute = (run: readonly Statement[]) => {
      const first = run[0]!.node;
      if (first.start < done) return;
      const order = [...run];
      for (let round = 0; round < order.length; round++) {
        for (let at = 0; at + 1 < order.length; at++) {
          if (choose(2) === 0 || !commute(order[at]!, order[at + 1]!)) continue;
          [order[at], order[at + 1]] = [order[at + 1]!, order[at]!];
        }
      }
      const gaps = run.slice(1).map(({ node }, index) => ({ start: endOf(text, run[index]!.node), end: node.start }));
      pieces.push(...piecesOf(text, { start: done, end: first.start }, []));
      order.forEach(({ node }, index) => {
        pieces.push({ start: node.start, end: endOf(text, node), text: text.slice(node.start, endOf(text, node)) });
        const gap = gaps[index];
        if (gap) pieces.push({ ...gap, text: text.slice(gap.start, gap.end) });
      });
      done = endOf(text, run.at(-1)!.node);
    };
    for (const node of block.named) {
      const statement = read(node);
      const last = runs.at(-1)?.node;
      const isApart = last === undefined || endOf(text, last) <= node.start;
      if (!statement || !isApart || (runs[0] && runs[0].kind !== statement.kind)) flush();
      if (statement && isApart && endOf(text, node) > node.start) runs.push(statement);
    }
    flush();
  }
  pieces.push(...piecesOf(text, { start: done, end: text.length }, []));
  return arranged(text, pieces);
}

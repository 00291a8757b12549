// The statements of a function as what they speak of, told from their words alone.
import type { SyntaxNode } from '../../syntax.ts';
import type { Holding } from '../resolvable.ts';

/** Names, and those behind a dot with that: `self.x` speaks of `self` and `.x`. Words in strings and comments are among them. */
export type Tokens = ReadonlySet<string>;

/**
 * - calls: an expression, for what it does
 * - binds: an assignment
 * - returns: what it gives leaves the function
 * - kept: it decides where the function goes on, or what names in it stand for
 * - around: what stands above other statements
 */
export type LineKind = 'calls' | 'binds' | 'returns' | 'kept' | 'around';

export interface Line {
  readonly node: SyntaxNode;
  readonly kind: LineKind;
  /** The statements around it, the nearest last. */
  readonly around: readonly Line[];
  readonly tokens: Tokens;
  /** What it gives a value, or may change. */
  readonly bound: Tokens;
  /** What it calls, by the last of its names. */
  readonly called: Tokens;
  /** What the names of libraries in it can stand for. */
  readonly holding: Holding;
  /** Whether it compares something, which may say of a value what it cannot be. */
  readonly tests: boolean;
}

const token = /\.?[A-Za-z_\x80-\uffff][\w\x80-\uffff]*/g;
const nothing: Tokens = new Set();

/** A comment where no string is before it, and a `log` of which something is read: that is a module, or a logger. */
const idle = /^([^'"#\n]*)#.*$|(?<=(?<!\w)log)\s*\.(?=\s*[A-Za-z_])/gm;

export function tokensOf(text: string): Tokens {
  const code =
    text.includes('#') || text.includes('log.') ? text.replace(idle, (_, code?: string) => code ?? '_.') : text;
  return new Set(code.match(token));
}

const test = /[<>]|[=!]=|(?<!\w)(?:not|in|is|and|or|if)(?!\w)/;
/** x.sub_(y), out=x, (x := y) */
const changing = /([\w.]+)\.\w*[^\W_]_\s*\(|(?<!\w)out\s*=(?!=)\s*([\w.]+)|([\w.]+)\s*:=/g;

/** Without one of these there is nothing of that, and most statements have none. */
const mayChange = /_\s*\(|out|:=/;

function changedIn(text: string): string {
  if (!mayChange.test(text)) return '';
  return [...text.matchAll(changing)].map(([, ...names]) => names.join(' ')).join(' ');
}

/** What the names of libraries in some code can stand for. */
export type Holds = (code: string) => Holding;

/** Some statements and those in their blocks, in order. */
export function linesOf(statements: readonly SyntaxNode[], holds: Holds): readonly Line[] {
  const lines: Line[] = [];
  for (const statement of statements) add(lines, statement, [], holds);
  return lines;
}

const kept = new Set([
  'import_statement',
  'import_from_statement',
  'future_import_statement',
  'global_statement',
  'nonlocal_statement',
  'pass_statement',
  'break_statement',
  'continue_statement',
  'raise_statement',
  'delete_statement',
]);
const withBlocks = new Set(['if_statement', 'for_statement', 'while_statement', 'try_statement', 'with_statement']);
const definitions = new Set(['function_definition', 'class_definition', 'decorated_definition']);

function add(lines: Line[], node: SyntaxNode, around: readonly Line[], holds: Holds): void {
  const { type } = node;
  if (withBlocks.has(type)) {
    const blocks: SyntaxNode[] = [];
    const head = headOf(node, blocks);
    const target = type === 'for_statement' ? node.field('left')?.text : undefined;
    const bound = target ?? (type === 'with_statement' || / as /.test(head) ? head : '');
    const tokens = tokensOf(head);
    const tests = type === 'if_statement' || type === 'while_statement' || test.test(head);
    const line: Line = {
      node,
      kind: 'around',
      around,
      tokens,
      bound: tokensOf(`${bound} ${changedIn(head)}`),
      called: calledIn(head),
      holding: holds(head),
      tests,
    };
    lines.push(line);
    for (const block of blocks) for (const inner of block.named) add(lines, inner, [...around, line], holds);
    return;
  }
  if (type === 'expression_statement' && node.named[0]?.type === 'string' && node.named.length === 1) return;
  const { text } = node;
  const tokens = tokensOf(text);
  const kind = kindOf(node);
  const bound = definitions.has(type)
    ? tokensOf((node.field('definition') ?? node).field('name')?.text ?? '')
    : kind === 'kept' || kind === 'returns'
      ? nothing
      : tokensOf(`${kind === 'binds' ? targetsOf(node) : receiverOf(text)}\n${changedIn(text)}`);
  const called = definitions.has(type) ? nothing : calledIn(text);
  lines.push({ node, kind, around, tokens, bound, called, holding: holds(text), tests: test.test(text) });
}

const call = /[A-Za-z_\x80-\uffff][\w\x80-\uffff]*(?=\s*\()/g;

function calledIn(text: string): Tokens {
  return new Set(text.match(call));
}

function kindOf(node: SyntaxNode): LineKind {
  if (kept.has(node.type) || definitions.has(node.type)) return 'kept';
  if (node.type === 'return_statement') return 'returns';
  if (node.type !== 'expression_statement') return 'calls';
  const [only, ...others] = node.named;
  if (others.length > 0 || !only) return 'calls';
  if (only.type === 'yield') return 'returns';
  return only.type === 'assignment' || only.type === 'augmented_assignment' ? 'binds' : 'calls';
}

/** What stands between the blocks of a statement, which are gathered in order. */
function headOf(node: SyntaxNode, blocks: SyntaxNode[]): string {
  return node.named
    .map((part) => {
      if (part.type === 'block') {
        blocks.push(part);
        return '';
      }
      return part.type.endsWith('_clause') ? headOf(part, blocks) : part.text;
    })
    .join('\n');
}

function targetsOf(statement: SyntaxNode): string {
  const texts: string[] = [];
  for (let node = statement.named[0]; node?.type.endsWith('assignment'); node = node.field('right')) {
    texts.push(node.field('left')?.text ?? '');
  }
  return texts.join('\n');
}

/** x in x.append(y) */
function receiverOf(text: string): string {
  return /^(?:await\s+)?([\w.\s]+)\.\s*\w+\s*\(/.exec(text)?.[1] ?? '';
}

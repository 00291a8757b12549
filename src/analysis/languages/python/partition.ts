import type { Partition, Piece, Sayings } from '../frontEnd.ts';
import { wordsOf } from '../shared/words.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isCommonMethod } from './libraries/effects.ts';
import { language } from './lower/language.ts';
import { assignedNames } from './lower/ownNames.ts';
import { usualFormatsIn } from './usualFormats.ts';

/** The words of what reaches out of a definition: names that it binds outside, and those that it imports without naming them. */
const reaching = /(?<!\w)global(?!\w)|(?<!\w)import\s*\*/;
const reachingStatements = new Set(['global_statement', 'wildcard_import', 'ERROR']);

/** The words alone are in many comments. */
function reachesOut(definition: SyntaxNode): boolean {
  if (!reaching.test(definition.text)) return false;
  const queue = [definition];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (reachingStatements.has(node.type)) return true;
    queue.push(...node.named);
  }
  return false;
}

/** Functions and methods are pieces of their own, and so is what stands between the methods of a class. */
export const partition: Partition = {
  settingsIn: (sources) => JSON.stringify([...usualFormatsIn(sources)].sort()),
  piecesOf(statement) {
    if (isProse(statement)) return [];
    const definition = definitionIn(statement);
    if (definition?.type === 'class_definition') return piecesOfClass(statement, definition);
    const isDefinition = definition?.type === 'function_definition' && !reachesOut(statement);
    const isImport = statement.type.startsWith('import');
    const bound = () => (isImport ? [] : [...assignedNames(statement)].map((name) => name.split('.', 1)[0]!));
    const names = () => (isDefinition ? [nameOf(definition)] : bound());
    const sayings = () => said(statement.text, { names: names(), ...(isDefinition && { calledBy: names() }) });
    const isSimple = isDefinition || simple.has(statement.type) || isForItself(statement);
    const { start, end } = statement;
    return [{ start, end, isDefinition, isSimple, head: headOf(statement, definition), sayings }];
  },
};

const simple = new Set([
  'expression_statement',
  'import_statement',
  'import_from_statement',
  'print_statement',
  'pass_statement',
]);

/** `if __name__ == "__main__": …`, and nothing for when it is not. */
function isForItself(statement: SyntaxNode): boolean {
  if (statement.type !== 'if_statement' || statement.field('alternative')) return false;
  return /^\(*\s*__name__\b/.test(statement.field('condition')?.text ?? '');
}

/** A string that nothing is done with, as one that says what a class is for. */
function isProse({ type, named }: SyntaxNode): boolean {
  return type === 'expression_statement' && named.length === 1 && isPlainString(named[0]!);
}

function isPlainString({ type, named }: SyntaxNode): boolean {
  if (type === 'concatenated_string') return named.every(isPlainString);
  return type === 'string' && !named.some((part) => part.type === 'interpolation');
}

function definitionIn(statement: SyntaxNode): SyntaxNode | undefined {
  return statement.type === 'decorated_definition' ? statement.field('definition') : statement;
}

/** What stands before the body of a function. */
function headOf({ text, start }: SyntaxNode, definition: SyntaxNode | undefined): string {
  const last = definition?.field('return_type') ?? definition?.field('parameters');
  return last ? text.slice(0, last.end - start) : '';
}

function nameOf(definition: SyntaxNode): string {
  return definition.field('name')?.text ?? '';
}

/** @param text - what it can speak of something by */
function said(text: string, names: Partial<Sayings>): Sayings {
  const attributes = text.match(/\.\s*[^\W\d]\w*/gu) ?? [];
  const attributeWords = attributes.map((word) => word.replace(/[.\s]/g, ''));
  return {
    names: [],
    methods: [],
    attributes: [],
    assigned: [],
    calledBy: undefined,
    ...names,
    words: new Set([...wordsOf(text), ...attributeWords.flatMap(guessed)]),
    attributeWords: new Set(attributeWords),
  };
}

/** How a method is spoken of by who calls it for an object that is not known, if its class is guessed by its name. */
function guessed(method: string): readonly string[] {
  return isCommonMethod(method) ? [] : [`.${method}`];
}

/** Comments and strings that say what something is for are no part of any piece. */
function piecesOfClass(statement: SyntaxNode, definition: SyntaxNode): readonly Piece[] {
  const { text } = statement.source;
  const name = nameOf(definition);
  const bases = definition.field('superclasses');
  const ofClass = { name, bases: [...wordsOf(bases?.text ?? '')] };
  const before = definition.named.filter(({ type }) => type !== 'block');
  const headEnd = Math.max(definition.start, ...before.map(({ end }) => end));
  const pieces: Piece[] = [];
  let others: SyntaxNode[] = [];
  /** What is not closed yet: one piece, or none. */
  let open = [{ start: statement.start, end: headEnd }];
  const close = () => {
    const [piece] = open;
    if (!piece) return;
    const { start, end } = piece;
    const parts = others;
    // What the class is called and extends is not spoken of, but for what decorates it.
    const isHead = start === statement.start;
    const decorators = isHead ? text.slice(start, definition.start) : '';
    const sayings = () =>
      said([decorators, ...parts.map((part) => part.text)].join('\n'), {
        names: [name],
        attributes: parts.flatMap((part) => [...assignedNames(part)]),
      });
    const head = isHead ? text.slice(start, headEnd) : '';
    pieces.push({ start, end, isDefinition: false, isSimple: true, head, ofClass, sayings });
    others = [];
    open = [];
  };
  for (const part of definition.field('body')?.named ?? []) {
    if (isProse(part)) continue;
    const method = definitionIn(part);
    if (method?.type !== 'function_definition' || reachesOut(part)) {
      if (!/^[\s:;]*$/.test(text.slice(open[0]?.end ?? part.start, part.start))) close();
      open = [{ start: open[0]?.start ?? part.start, end: part.end }];
      others.push(part);
      continue;
    }
    close();
    const sayings = () =>
      said(part.text, {
        names: [name, ...guessed(nameOf(method))],
        methods: [nameOf(method)],
        ...attributesOf(method),
        ...calledByName(nameOf(method), name),
      });
    const place = { start: part.start, end: part.end };
    pieces.push({ ...place, isDefinition: true, isSimple: true, head: headOf(part, method), ofClass, sayings });
  }
  close();
  return pieces;
}

function calledByName(method: string, ofClass: string): Pick<Sayings, 'calledBy'> {
  if (method === '__init__') return { calledBy: [method, ofClass] };
  return { calledBy: language.isImplicit(method) || method.startsWith('__') ? undefined : [method] };
}

/** Those that are assigned in a method, of whatever object. */
function attributesOf(method: SyntaxNode): Pick<Sayings, 'attributes' | 'assigned'> {
  const body = method.field('body');
  const assigned = body ? [...assignedNames(body)].filter((name) => name.includes('.')) : [];
  return { attributes: assigned.flatMap((name) => name.split('.').slice(1)), assigned };
}

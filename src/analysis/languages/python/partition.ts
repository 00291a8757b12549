import type { Partition, Piece, Sayings } from '../frontEnd.ts';
import { wordsOf } from '../shared/words.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isCommonMethod } from './libraries/effects.ts';
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
    const definition = definitionIn(statement);
    if (definition?.type === 'class_definition') return piecesOfClass(statement, definition);
    const isDefinition = definition?.type === 'function_definition' && !reachesOut(statement);
    const isImport = statement.type.startsWith('import');
    const bound = () => (isImport ? [] : [...assignedNames(statement)].map((name) => name.split('.', 1)[0]!));
    const sayings = () => said(statement.text, { names: isDefinition ? [nameOf(definition)] : bound() });
    return [{ start: statement.start, end: statement.end, isDefinition, head: headOf(statement, definition), sayings }];
  },
};

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
    ...names,
    words: new Set([...wordsOf(text), ...attributeWords.flatMap(guessed)]),
    attributeWords: new Set(attributeWords),
  };
}

/** How a method is spoken of by who calls it for an object that is not known, if its class is guessed by its name. */
function guessed(method: string): readonly string[] {
  return isCommonMethod(method) ? [] : [`.${method}`];
}

function piecesOfClass(statement: SyntaxNode, definition: SyntaxNode): readonly Piece[] {
  const { text } = statement.source;
  const name = nameOf(definition);
  const bases = definition.field('superclasses');
  const ofClass = { name, bases: [...wordsOf(bases?.text ?? '')] };
  const body = definition.field('body');
  const pieces: Piece[] = [];
  let others: SyntaxNode[] = [];
  let start = statement.start;
  const between = (end: number) => {
    if (text.slice(start, end).trim() === '') return;
    const parts = others;
    // What the class is called and extends is not spoken of, but for what decorates it.
    const before = start === statement.start ? text.slice(start, definition.start) : '';
    const sayings = () =>
      said([before, ...parts.map((part) => part.text)].join('\n'), {
        names: [name],
        attributes: parts.flatMap((part) => [...assignedNames(part)]),
      });
    pieces.push({ start, end, isDefinition: false, head: '', ofClass, sayings });
    others = [];
  };
  for (const part of body?.named ?? []) {
    const method = definitionIn(part);
    if (method?.type !== 'function_definition' || reachesOut(part)) {
      others.push(part);
      continue;
    }
    between(part.start);
    const sayings = () =>
      said(part.text, {
        names: [name, ...guessed(nameOf(method))],
        methods: [nameOf(method)],
        ...attributesOf(method),
      });
    pieces.push({ start: part.start, end: part.end, isDefinition: true, head: headOf(part, method), ofClass, sayings });
    start = part.end;
  }
  between(statement.end);
  return pieces;
}

/** Those that are assigned in a method, of whatever object. */
function attributesOf(method: SyntaxNode): Pick<Sayings, 'attributes' | 'assigned'> {
  const body = method.field('body');
  const assigned = body ? [...assignedNames(body)].filter((name) => name.includes('.')) : [];
  return { attributes: assigned.flatMap((name) => name.split('.').slice(1)), assigned };
}

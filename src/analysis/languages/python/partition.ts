import type { Partition, Piece } from '../frontEnd.ts';
import { wordsOf } from '../shared/words.ts';
import type { SyntaxNode } from '../syntax.ts';
import { assignedNames } from './lower/ownNames.ts';

/** What reaches out of a definition: names that it binds outside, and those that it imports without naming them. */
const reachesOut = /(?<!\w)global(?!\w)|(?<!\w)import\s*\*/;

/** Functions and methods are pieces of their own, and so is what stands between the methods of a class. */
export const partition: Partition = {
  piecesOf(statement) {
    const definition = definitionIn(statement);
    if (definition?.type === 'class_definition') return piecesOfClass(statement, definition);
    const isDefinition = definition?.type === 'function_definition' && !reachesOut.test(statement.text);
    const isImport = statement.type.startsWith('import');
    const bound = isImport ? [] : [...assignedNames(statement)].map((name) => name.split('.', 1)[0]!);
    const names = isDefinition ? [nameOf(definition)] : bound;
    return [{ ...piece(statement, statement.text), isDefinition, names }];
  },
};

function definitionIn(statement: SyntaxNode): SyntaxNode | undefined {
  return statement.type === 'decorated_definition' ? statement.field('definition') : statement;
}

function nameOf(definition: SyntaxNode): string {
  return definition.field('name')?.text ?? '';
}

/** @param said - the text that it can speak of something by */
function piece({ start, end }: Pick<SyntaxNode, 'start' | 'end'>, said: string): Omit<Piece, 'isDefinition' | 'names'> {
  const attributes = said.match(/\.\s*[^\W\d]\w*/gu) ?? [];
  return {
    start,
    end,
    methods: [],
    attributes: [],
    words: wordsOf(said),
    attributeWords: new Set(attributes.map((word) => word.replace(/[.\s]/g, ''))),
  };
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
    // What the class is called and extends is not spoken of, but for what decorates it.
    const before = start === statement.start ? text.slice(start, definition.start) : '';
    const said = [before, ...others.map((part) => part.text)].join('\n');
    const attributes = others.flatMap((part) => [...assignedNames(part)]);
    pieces.push({ ...piece({ start, end }, said), isDefinition: false, names: [name], ofClass, attributes });
    others = [];
  };
  for (const part of body?.named ?? []) {
    const method = definitionIn(part);
    if (method?.type !== 'function_definition' || reachesOut.test(part.text)) {
      others.push(part);
      continue;
    }
    between(part.start);
    const methods = [nameOf(method)];
    const attributes = attributesOf(method);
    pieces.push({ ...piece(part, part.text), isDefinition: true, names: [name], ofClass, methods, attributes });
    start = part.end;
  }
  between(statement.end);
  return pieces;
}

/** Those that are assigned in a method, of whatever object. */
function attributesOf(method: SyntaxNode): readonly string[] {
  const body = method.field('body');
  return body ? [...assignedNames(body)].flatMap((name) => name.split('.').slice(1)) : [];
}

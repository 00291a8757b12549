import type { Partition, Piece } from '../frontEnd.ts';
import { wordsOf } from '../shared/words.ts';
import type { SyntaxNode } from '../syntax.ts';
import { language } from './lower/language.ts';
import { assignedNames } from './lower/ownNames.ts';

/** What reaches out of a definition: names that it binds outside, and those that it imports without naming them. */
const reachesOut = /(?<!\w)global(?!\w)|(?<!\w)import\s*\*/;

/**
 * Functions and methods are pieces of their own, and so is what stands between the methods of a class. An attribute is
 * spoken of with the dot before it, so that a parameter of the same name is something else.
 */
export const partition: Partition = {
  piecesOf(statement) {
    const definition = definitionIn(statement);
    if (definition?.type === 'class_definition') return piecesOfClass(statement, definition);
    const whole = { start: statement.start, end: statement.end };
    if (definition?.type === 'function_definition' && !reachesOut.test(statement.text)) {
      return [{ ...whole, isDefinition: true, names: [nameOf(definition)], values: [] }];
    }
    const isImport = statement.type.startsWith('import');
    return [
      {
        ...whole,
        isDefinition: false,
        names: isImport ? [] : [...assignedNames(statement)].flatMap(spoken),
        values: [],
      },
    ];
  },
  wordsOf: (text) => [
    ...wordsOf(text),
    ...(text.match(/\.\s*[^\W\d]\w*/gu) ?? []).map((word) => word.replace(/\s/g, '')),
  ],
};

function definitionIn(statement: SyntaxNode): SyntaxNode | undefined {
  return statement.type === 'decorated_definition' ? statement.field('definition') : statement;
}

function nameOf(definition: SyntaxNode): string {
  return definition.field('name')?.text ?? '';
}

/** By which words others can speak of what is bound to a name, which may be dotted. */
function spoken(name: string): readonly string[] {
  const [first = '', ...rest] = name.split('.');
  return [first, ...rest.map((part) => `.${part}`)];
}

function piecesOfClass(statement: SyntaxNode, definition: SyntaxNode): readonly Piece[] {
  const pieces: Piece[] = [];
  const parts = definition.field('body')?.named ?? [];
  const others = parts.filter((part) => definitionIn(part)?.type !== 'function_definition');
  const attributes = others.flatMap((part) => [...assignedNames(part)].map((name) => `.${name}`));
  const names = [nameOf(definition), ...attributes];
  let start = statement.start;
  const between = (end: number) => {
    if (statement.source.text.slice(start, end).trim() === '') return;
    pieces.push({ start, end, isDefinition: false, names, values: [] });
  };
  for (const part of parts) {
    const method = definitionIn(part);
    if (method?.type !== 'function_definition' || reachesOut.test(part.text)) continue;
    between(part.start);
    pieces.push({
      start: part.start,
      end: part.end,
      isDefinition: true,
      ...namesOfMethod(method, nameOf(definition)),
    });
    start = part.end;
  }
  between(statement.end);
  return pieces;
}

/** What it is called, and the attributes that it assigns; and the class, if it is called without being named. */
function namesOfMethod(method: SyntaxNode, ofClass: string): Pick<Piece, 'names' | 'values'> {
  const name = nameOf(method);
  const body = method.field('body');
  const attributes = body ? [...assignedNames(body)].flatMap((assigned) => spoken(assigned).slice(1)) : [];
  return { names: [`.${name}`, ...(language.isImplicit(name) ? [ofClass] : [])], values: attributes };
}

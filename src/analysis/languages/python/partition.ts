import type { Partition } from '../frontEnd.ts';
import { assignedNames } from './lower/ownNames.ts';

const definitions = new Set(['function_definition', 'class_definition', 'decorated_definition']);

/** What reaches out of a definition: names that it binds outside, and those that it imports without naming them. */
const reachesOut = /(?<!\w)global(?!\w)|(?<!\w)import\s*\*/;

export const partition: Partition = {
  isDefinition: (statement) => definitions.has(statement.type) && !reachesOut.test(statement.text),
  definedNames(statement) {
    const definition = statement.type === 'decorated_definition' ? statement.field('definition') : statement;
    if (definition && definitions.has(definition.type)) return [definition.field('name')?.text ?? ''];
    return statement.type.startsWith('import') ? [] : [...assignedNames(statement)].map(root);
  },
};

function root(name: string): string {
  return name.split('.', 1)[0]!;
}

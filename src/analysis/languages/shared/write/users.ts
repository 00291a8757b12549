// Who reads a value.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../lower/frame.ts';
import type { Session } from '../lower/session.ts';

const indexes = new WeakMap<Session, ReadonlyMap<Occurrence, readonly Occurrence[]>>();

/** The occurrences that have each occurrence as an operand. */
export function usersOf(session: Session): ReadonlyMap<Occurrence, readonly Occurrence[]> {
  const known = indexes.get(session);
  if (known) return known;
  const users = new Map<Occurrence, Occurrence[]>();
  for (const user of session.places) {
    for (const operand of user.operands) {
      const list = users.get(operand);
      if (list) list.push(user);
      else users.set(operand, [user]);
    }
  }
  indexes.set(session, users);
  return users;
}

/** Whether a value is used anywhere but inside the given nodes, by a name that can still be read. */
export function isReadOutside(session: Session, place: Occurrence, nodes: readonly SyntaxNode[]): boolean {
  const users = usersOf(session);
  const queue = new Set([place]);
  for (const next of queue) {
    for (const user of users.get(next) ?? []) {
      if (user.form === 'join' || user.form === 'loop') queue.add(user);
      else if (!isInside(syntaxOf(user), nodes)) return true;
    }
  }
  return false;
}

function isInside(node: SyntaxNode | undefined, nodes: readonly SyntaxNode[]): boolean {
  return (
    node !== undefined &&
    nodes.some(({ source, start, end }) => source === node.source && start <= node.start && node.end <= end)
  );
}

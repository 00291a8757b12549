// What a loop or a callback computes in its rounds, as an array of its own.
import type { SyntaxNode } from '../../syntax.ts';
import type { Session } from '../../shared/lower/session.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { requireRepeatable } from './effects.ts';
import { arrayOf, costlyArray, declaredIn, mayBeNothing, takenOf, type Round } from './elements.ts';
import { inOneLine } from './lines.ts';
import { sequenceOf } from './sequences.ts';
import { preparationOf } from './preparation.ts';
import { hasComment } from './statements.ts';

/** Array.from(x, (v) => f(v)): what `map` of a typed array gives would be rounded to what that holds. */
export function arrayOfRounds(session: Session, round: Round, value: SyntaxNode): string {
  const { node, callback } = round;
  if (costlyArray(round)) throw new Withheld('the array would be computed twice');
  if (hasComment(value)) throw new Withheld('a comment stands inside the exponent');
  if (callback) {
    if (mayBeNothing(node)) throw new Withheld('what it is called of may not be there');
    const { parameters, before } = takenOf(session, node, callback, value);
    requireRepeatable(session, [...before, value], declaredIn(before));
    const source = arrayOf(node)!;
    const isForEach = node.field('function')?.field('property')?.text === 'forEach';
    if (isForEach && sequenceOf(source) !== 'array') throw new Withheld('it may be no array');
    return inOneLine(`Array.from(${source.text}, (${parameters}) => ${bodyOf(before, value)})`);
  }
  const body = node.field('body')!;
  const why = 'the exponent is computed in the loop';
  const before = body.type === 'statement_block' ? preparationOf(session, body, value, why, node.field('right')) : [];
  requireRepeatable(session, [...before, value], declaredIn(before));
  const [source, parameters] = node.type === 'for_in_statement' ? iterated(node) : counted(node);
  return inOneLine(`Array.from(${source}, (${parameters}) => ${bodyOf(before, value)})`);
}

function bodyOf(before: readonly SyntaxNode[], value: SyntaxNode): string {
  if (before.length === 0) return value.text;
  return `{ ${before.map(({ text }) => `${text} `).join('')}return ${value.text}; }`;
}

/** for (const v of x) */
function iterated(loop: SyntaxNode): readonly [string, string] {
  const [left, right] = [loop.field('left'), loop.field('right')];
  const isOfElements = loop.field('operator')?.text === 'of' && !/^for\s+await\b/.test(loop.text);
  if (!left || !right || !isOfElements) throw new Withheld(notFollowed);
  return [right.text, left.text];
}

/** for (let i = 0; i < n; i++) */
function counted(loop: SyntaxNode): readonly [string, string] {
  const text = loop.source.text.slice(loop.start, loop.field('body')!.start);
  const header =
    /^for\s*\(\s*(?:let|var)\s+(\w+)\s*=\s*0\s*;\s*(\w+)\s*<\s*([^;<>=]+?)\s*;\s*(?:(\w+)\+\+|\+\+(\w+))\s*\)\s*$/.exec(
      text,
    );
  const [, index, compared, count, after, before] = header ?? [];
  if (index === undefined || compared !== index || (after ?? before) !== index) throw new Withheld(notFollowed);
  return [`{ length: ${count} }`, `_, ${index}`];
}

const notFollowed = 'the loop is not followed';

// The largest of each group, in the words of the library that adds the groups up.
import { groupedIn, type Grouped } from '../../../terms/groups.ts';
import { definitionsOf } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument } from '../../shared/lower/arguments.ts';
import { codeWith, replaceNode } from '../../shared/write/edits.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';
import { placesOf } from '../../shared/write/valuePlaces.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { pieceOf } from './piece.ts';
import { visibleImports } from './references.ts';
import { hasComment } from './statements.ts';
import type { Task } from './task.ts';

/** What a method that adds to groups is called as one that reduces them. */
const reducing: Readonly<Record<string, string>> = {
  scatter_add: 'scatter_reduce',
  scatter_reduce: 'scatter_reduce',
  index_add: 'index_reduce',
  index_reduce: 'index_reduce',
};

/** What is said anew, or stands before the call. */
const notKept = new Set(['operand', 'reduction', 'include_self']);

const notHere = 'the sums of the groups are not written out here';

/**
 * @param of - the code of what the largest are of
 * @param named - a name for that, where it is needed several times
 */
export function largestOfGroups(task: Task, groups: Grouped, of: Piece, named: () => Piece): Piece {
  const like = task.plan.like.find(({ term }) => groupedIn(term)?.name === 'sum');
  const call = like && task.session.calls.get(like);
  const callee = call?.node.field('function');
  if (!call || !callee) throw new Withheld(notHere);
  if (hasComment(call.node)) throw new Withheld('a comment stands inside the sum of groups');
  const { named: given, rest } = call.args;
  const written = (node: SyntaxNode) => withExponents(task, node, groups, named);
  const argument = ({ keyword, node }: Argument, name: string) => {
    if (name !== 'source') return written(node);
    return keyword === undefined ? of.text : `${keyword}=${of.text}`;
  };
  const more = rest.map((each) => ['', each] as const);
  const said = [...given, ...more].filter(([name]) => !notKept.has(name));
  said.sort(([, a], [, b]) => a.node.start - b.node.start);
  const options = said.map(([name, each]) => argument(each, name));
  const name = lastName(pathOf(task, callee) ?? callee.text).replace(/_$/, '');
  const base = given.get('operand');
  if (base) {
    const reduces = reducing[name];
    if (!reduces || given.has('alpha') || more.length > 0) throw new Withheld(notHere);
    task.assumed.add('PyTorch 1.12 or later is installed');
    const all = [...options, quoted(task, callee, 'amax'), 'include_self=False'];
    return { text: `${baseOf(task, base, written)}.${reduces}(${all.join(', ')})`, binding: binding.atom };
  }
  if (name === 'reduceat') {
    const reduces = callee.text.replace(/\badd\.reduceat$/, 'maximum.reduceat');
    if (reduces === callee.text) throw new Withheld(notHere);
    return { text: `${reduces}(${options.join(', ')})`, binding: binding.atom };
  }
  if (/segment_sum$/.test(name)) {
    return {
      text: `${calledAs(task, callee, name.replace('sum', 'max'))}(${options.join(', ')})`,
      binding: binding.atom,
    };
  }
  if (!/^scatter/.test(name)) throw new Withheld(notHere);
  const all = [...options, `reduce=${quoted(task, callee, 'max')}`];
  return { text: `${calledAs(task, callee, 'scatter')}(${all.join(', ')})`, binding: binding.atom };
}

/** What the groups are put into, where that is computed: it says how many there are. */
function baseOf(task: Task, { value, node }: Argument, written: (node: SyntaxNode) => string): string {
  const [definition, ...more] = node.type === 'identifier' ? definitionsOf(value) : [];
  if (more.length > 0 || definition?.own === false) throw new Withheld(notHere);
  const code = definition ? task.syntax(definition) : node;
  if (hasComment(code)) throw new Withheld('a comment stands inside the sum of groups');
  return inside({ ...pieceOf(code), text: written(code) }, binding.atom).replace(/\s*[\r\n]\s*/g, '');
}

/** Code in which what the exponentials are of takes their place: they need not be computed there. */
function withExponents(task: Task, node: SyntaxNode, { of }: Grouped, code: () => Piece): string {
  const isExponential = (term: { kind: string }) => term.kind === 'map' && 'operand' in term && term.operand === of;
  const places = [...task.plan.exchange.keys()]
    .filter(isExponential)
    .flatMap((term) => placesOf(task.session).get(term) ?? []);
  const inner = places
    .map((place) => task.syntax(place))
    .filter((each) => each.source === node.source && node.start <= each.start && each.end <= node.end);
  return codeWith(
    node,
    inner.map((each) => replaceNode(each, inside(code(), binding.atom))),
  );
}

/** Another function of the same module. */
function calledAs(task: Task, callee: SyntaxNode, name: string): string {
  if (callee.type === 'attribute') return callee.text.replace(/\w+$/, name);
  const path = pathOf(task, callee);
  const module = path?.slice(0, path.lastIndexOf('.'));
  if (!module) throw new Withheld(notHere);
  return task.call(callee, [{ module, name }]);
}

/** The full dotted name of a function that is imported by itself. */
function pathOf({ session }: Task, callee: SyntaxNode): string | undefined {
  return visibleImports(session, callee).find((each) => each.name === callee.text)?.path;
}

function lastName(path: string): string {
  return /\w+$/.exec(path)?.[0] ?? '';
}

/** A text in the quotes that the code around has. */
function quoted({ notes }: Task, { source: { text } }: SyntaxNode, word: string): string {
  notes.isLocal = false;
  const count = (quote: string) => text.split(quote).length;
  const quote = count("'") > count('"') ? "'" : '"';
  return `${quote}${word}${quote}`;
}

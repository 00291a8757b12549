// Calls of what is not followed: what they give is known by the call alone, and they may do more.
import { madeAs } from '../../../terms/format.ts';
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { changesByItself, methodChanges, onlyGives } from '../libraries/effects.ts';
import { familyOfPath } from '../libraries/index.ts';
import { changesAll, changesObject, placeOfInPlace } from '../libraries/inPlace.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { affect, change, changeAll } from '../../shared/lower/changes.ts';
import { saidBy } from '../../shared/lower/expressions.ts';
import { leave, occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { noteChanges } from './changing.ts';
import { givesDerivative } from './derivatives.ts';
import { yields } from './inline.ts';
import { formatMade } from './formats.ts';
import { noteIterator } from './iterators.ts';
import { resolve } from './names.ts';
import { makesParser, noteArgument, noteDeclared, withUsual } from './options.ts';

/** A function of a library that the tables do not have. */
export function callForeign(frame: Frame, node: SyntaxNode, path: string, args: Arguments): Occurrence {
  const values = args.all.map((argument) => argument.value);
  const changes = changesByItself(path);
  const unique = changes ? ` ${frame.session.ordinal(`${frame.id} ${path}`)}` : '';
  // Those of two functions do not share what is added to them.
  const owner = makesParser(path) ? ` ${frame.id}` : '';
  const format = madeAs(formatMade(frame, path, args));
  const term = frame.store.opaque(`call ${path} ${keywords(args)}${unique}${owner}${format}`, termsOf(values), {
    pure: !changes,
    says: saidBy(frame, path),
  });
  const call = occur(frame, node, term, values, { family: familyOfPath(path) });
  noteDeclared(frame, path, call, args);
  // A function of a library that has none of ours in its table may still print or store what it is given.
  leave(frame, call);
  if (changes) affect(frame, call, false);
  noteInto(frame, args, args.all[0]?.value, call, placeOfInPlace(path));
  if (changesAll(path.slice(path.lastIndexOf('.') + 1))) changeAll(frame);
  return path === 'os.environ.get' || path === 'os.getenv' ? withUsual(frame, node, call, args.all) : call;
}

/** A method of something that is not known. */
export function notFollowed(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  name: string,
  args: Arguments,
): Occurrence {
  const values = [object, ...args.all.map((argument) => argument.value)];
  frame.session.callers.callMethod(name);
  if (givesDerivative(name)) noteDerivatives(frame, args);
  if (name === 'add_argument') noteArgument(frame, object, args);
  const unique = methodChanges(name) ? ` ${frame.session.ordinal(`${frame.id} .${name}`)}` : '';
  const format = madeAs(formatMade(frame, name, args));
  const call = unknown(frame, node, `method ${name} ${keywords(args)}${unique}${format}`, values);
  if (!onlyGives(name, args.all.length)) affect(frame, call, true);
  noteChanges(frame, undefined, args);
  noteInto(frame, args, object, call);
  if (changesAll(name)) changeAll(frame, upstream(object));
  // list.reverse(x)
  const ofType = /^(?:list|dict|set|bytearray)$/.test(node.field('function')?.field('object')?.text ?? '');
  if (changesObject(name) && ofType && args.all[0]) change(frame, args.all[0].value);
  else if (changesObject(name)) change(frame, object, call);
  else if (name === 'shuffle' && args.all[0]) change(frame, args.all[0].value);
  return isLookUp(name) ? withUsual(frame, node, call, args.all) : call;
}

/**
 * Notes what a call leaves its result in: out=x, inplace=True.
 * @param flag - which argument says that it is the first, where it has no name
 */
function noteInto(
  frame: Frame,
  { all }: Arguments,
  first: Occurrence | undefined,
  call: Occurrence,
  flag?: number,
): void {
  for (const [index, { keyword, value }] of all.entries()) {
    if (keyword === 'out') change(frame, value);
    const isFlag = keyword === 'inplace' || (keyword === undefined && index === flag);
    if (isFlag && first && first !== call && value.term === frame.store.constant(1)) change(frame, first);
  }
}

/** Methods of dictionaries that give what is kept under a key, or what they are given for it. */
function isLookUp(name: string): boolean {
  return name === 'get' || name === 'pop' || name === 'setdefault';
}

/** f.defvjp(forward, backward) */
function noteDerivatives(frame: Frame, args: Arguments): void {
  for (const { node } of args.all) {
    const binding = resolve(frame, node);
    if (binding?.kind !== 'function') continue;
    frame.session.derivatives.add(binding.definition);
    frame.session.trace?.precede();
  }
}

/** @param called - the value that is called, or the function that could not be followed */
export function callUnknown(
  frame: Frame,
  node: SyntaxNode,
  callee: SyntaxNode,
  called: Occurrence | Extract<Binding, { kind: 'function' }>,
  args: Arguments,
): Occurrence {
  const values = args.all.map((argument) => argument.value);
  const unique = changesByItself(callee.text) ? ` ${frame.session.ordinal(`${frame.id} ${callee.text}`)}` : '';
  const definition = 'definition' in called ? called.definition : undefined;
  const target = 'definition' in called ? called.receiver : called;
  if (callee.text === 'next' && args.all[0]) noteIterator(frame, args.all[0].value);
  noteChanges(frame, 'definition' in called ? { ...called, receiver: called.receiver } : undefined, args);
  if (!definition) frame.session.callers.callValue();
  if (changesAll(callee.text)) changeAll(frame);
  const [first] = args.all;
  if (first && target && changesGiven(frame, target)) change(frame, first.value);
  const key = `call ${definition?.id ?? ''} ${keywords(args)}${unique}`;
  const call = unknown(frame, node, key, target ? [target, ...values] : values);
  affect(frame, call, true);
  if (definition && yields(definition.node)) noteIterator(frame, call);
  return call;
}

/** nn.LeakyReLU(0.1, inplace=True)(x), nn.LeakyReLU(0.1, True)(x) */
function changesGiven({ store }: Frame, { term }: Occurrence): boolean {
  const [, path, keywords = ''] = (term.kind === 'opaque' && /^call (\S+) (\S*)/.exec(term.key)) || [];
  if (path === undefined || term.kind !== 'opaque') return false;
  if (/\binplace\b/.test(keywords)) return true;
  const flag = placeOfInPlace(path);
  return flag !== undefined && term.operands[flag - 1] === store.constant(1);
}

function unknown(frame: Frame, node: SyntaxNode, key: string, operands: readonly Occurrence[]): Occurrence {
  const call = occur(
    frame,
    node,
    frame.store.opaque(key, termsOf(operands), { pure: false, says: saidBy(frame, key) }),
    operands,
  );
  leave(frame, call);
  return call;
}

function keywords({ all }: Arguments): string {
  return all.map(({ keyword, node }) => keyword ?? (node.type.endsWith('_splat') ? '*' : '')).join(',');
}

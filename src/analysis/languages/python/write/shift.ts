// Writing x - max(x) where x stands now.
import type { Replacement } from '../../../rules/rule.ts';
import { reductionOf } from '../../../terms/alignment.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { isNotBelowZero, unlimited } from '../../../terms/finiteGuard.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { codeWith, replaceNode } from '../../shared/write/edits.ts';
import { math, numpy, torch } from '../libraries/families.ts';
import { isChangedAlone, isChangedInPlace, requireNewResult } from './inPlace.ts';
import { isForOnce } from './once.ts';
import { freshName, GivenNames, isCheap } from './names.ts';
import { callsForMore, doesMore } from '../../shared/write/callees.ts';
import { functions } from './callees.ts';
import { requireHelper, requireModule } from './helpers.ts';
import { familyAround, overElements, mayBeArrays, guardedOfArrays, assumeRepeatable } from './shiftElements.ts';
import { pieceOf } from './piece.ts';
import {
  inOneLine,
  isOfRound,
  largestOfRounds,
  largestOfTensors,
  linesOfRounds,
  loopAround,
  preparedRounds,
} from './rounds.ts';
import { requireSameRank } from './ranks.ts';
import { maximum, reductionPlace } from './spelling.ts';
import { comprehensionAround, hasComment, standsAlone } from './statements.ts';
import type { Task } from './task.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';

/** Returns the names that were given. */
export function writeShifts(task: Task, replacements: readonly Replacement[]): GivenNames {
  const nodes = replacements.map((replacement) => ({ ...replacement, node: task.syntax(replacement.at) }));
  nodes.sort((a, b) => a.node.start - b.node.start);
  const isSum = ({ by }: Replacement) => by.kind === 'binary' && by.name === 'add';
  const isShift = ({ by }: Replacement) => by.kind === 'binary' && by.name === 'subtract';
  // Of two that do something each, one would be left.
  if (nodes.filter(({ node }) => callsForMore(task.session, node, functions).length > 0).length > 1)
    throw new Withheld(doesMore);
  const [shifts, sums] = [nodes.filter(isShift), nodes.filter(isSum)];
  const number = nodes.find((each) => !isShift(each) && !isSum(each));
  const names = new GivenNames(task, number?.node);
  // Elements first: the name that they need for the maximum serves the others too. A loop around a comprehension is of something else.
  const ofComprehensions = shifts.filter(({ node }) => comprehensionAround(node) !== undefined);
  const rank = ({ node }: { node: SyntaxNode }) => {
    if (comprehensionAround(node)) return 0;
    const loop = loopAround(node);
    if (!loop) return 2;
    return ofComprehensions.some(({ node: { start, end } }) => loop.start <= start && end <= loop.end) ? 1 : 0;
  };
  for (const each of [...shifts].sort((a, b) => rank(a) - rank(b))) writeShift(task, each, names);
  if (number) shiftNumber(task, number, names);
  for (const { by, node } of sums) addMaximum(task, node, maximumAt(task, by, node, shifts, names));
  return names;
}

/** exp(-largest) for a 1 beside the sum of exponentials. */
function shiftNumber(task: Task, { at, by, node }: Replacement & { node: SyntaxNode }, names: GivenNames): void {
  const shifted = by.kind === 'binary' ? by.right : by;
  const negative = shifted.kind === 'map' ? shifted.operand : undefined;
  const name = negative?.kind === 'map' ? names.find(node, negative.operand) : undefined;
  const exp = (task.familyOf(at) ?? task.plan.keeps.map((kept) => task.familyOf(kept.at)).find(Boolean) ?? math)
    .functions.exp;
  if (name === undefined || !exp) throw new Withheld('the number beside the sum stands where the maximum is not known');
  const call = `${task.call(node, exp.ways)}(-${name})`;
  task.edits.push(replaceNode(node, by === shifted ? call : `${inside(pieceOf(node), binding.tight)} * ${call}`));
}

/** largest + log(…), around the code that is there, with what was changed in it. */
function addMaximum(task: Task, node: SyntaxNode, name: string | undefined): void {
  if (name === undefined) throw new Withheld('the exponentials are taken one by one');
  if (hasComment(node)) throw new Withheld('a comment stands inside the logarithm');
  const code = `${name} + ${codeWith(node, task.edits)}`;
  task.edits.push(replaceNode(node, standsAlone(node) ? code : `(${code})`));
}

function writeShift(task: Task, { at, by, node }: Replacement & { node: SyntaxNode }, names: GivenNames): void {
  if (by.kind !== 'binary' || by.name !== 'subtract') throw new Withheld('this value cannot be written');
  requireHelper(task, node);
  requireModule(node);
  requireNewResult(at, node);
  const around = comprehensionAround(node);
  const largest = unlimited(by.right);
  const isWhole = reductionOf(largest)?.reduce.operand === at.term;
  const given = names.find(node, by.right);
  let left = pieceOf(node);
  let right: Piece;
  if (given !== undefined) {
    right = { text: given, binding: binding.atom };
  } else if (around && !isWhole) {
    const name = names.give(node, largest, 'largest', () => overElements(task, at, largest, node, around, names).text);
    const finite = () => `${name} if ${finiteness(task, at, node)}(${name}) else 0`;
    const plain = () => (isNotBelowZero(by.right) ? `max(${name}, 0)` : finite());
    const guarded = () => (mayBeArrays(task, at, largest) ? guardedOfArrays(task, by.right, node, name) : plain());
    const text = largest === by.right ? name : names.give(node, by.right, 'shift', guarded);
    right = { text, binding: binding.atom };
  } else if (!isWhole) {
    const source = partOf(task, at, by.right);
    const loop = loopAround(node);
    if (source && (!loop || isOfRound(source, loop))) right = maximum(task, by.right, pieceOf(source));
    else if (loop) right = ofRounds(task, at, by.right, node, loop, names);
    else throw new Withheld('the exponent is not written out here');
  } else {
    if (!isForTwice(task, node)) {
      if (around) throw new Withheld('the exponent would be computed twice for each element');
      const code = () => (/[\r\n]/.test(node.text) ? `(${node.text})` : node.text);
      left = { text: names.give(node, at.term, 'logits', code), binding: binding.atom };
    }
    requireSameRank(largest, node, task.syntax(reductionPlace(task)));
    right = largest === by.right ? maximum(task, largest, left) : guardedMaximum(task, at, by.right, left, names);
  }
  const code = `${inside(left, binding.additive)} - ${inside(right, binding.tight)}`;
  // s = (s - max).exp_(): the difference is a new array, which has to take the name.
  const isNamed = isChangedInPlace(node) && isChangedAlone(at, node);
  task.edits.push(replaceNode(node, standsAlone(node) ? code : `${isNamed ? `${node.text} = ` : ''}(${code})`));
}

/** Whether some code may run twice: it costs little, and no property or operator of a class in it may do more than give a value. */
function isForTwice(task: Task, node: SyntaxNode): boolean {
  return isCheap(node) && callsForMore(task.session, node, functions).length === 0 && !hasObjects(task, node);
}

/** Whether an operator, or an index, is of an object of a class of the text, which may say what it does. */
function hasObjects({ session }: Task, code: SyntaxNode): boolean {
  return session.places.some((place) => {
    if (session.callables.get(place.term)?.kind !== 'instance') return false;
    const node = syntaxOf(place);
    if (node?.source !== code.source || node.start < code.start || node.end > code.end) return false;
    return /^(?:subscript|unary_operator|binary_operator)$/.test(node.parent?.type ?? '');
  });
}

/** The maximum of an array under a name, and another name for it where it is finite. */
function guardedMaximum(task: Task, at: Occurrence, by: Term, whole: Piece, names: GivenNames): Piece {
  const node = task.syntax(at);
  const { finite, where, zeros } = (familyAround(task, at) ?? math).functions;
  if (!finite || !where) throw new Withheld('nothing here tells whether a number is finite');
  const m = names.give(node, unlimited(by), 'm', () => maximum(task, unlimited(by), whole).text);
  const takesNumber = !(zeros && task.takesNoNumbers(where));
  if (takesNumber && where.numbersNeed !== undefined) task.needed.add(where.numbersNeed);
  if (takesNumber && where.numbersAssume !== undefined) task.assumed.add(where.numbersAssume);
  const zero = () => (takesNumber ? '0' : `${task.called(node, zeros)}(${m})`);
  const code = () => `${task.called(node, where)}(${task.called(node, finite)}(${m}), ${m}, ${zero()})`;
  return { text: names.give(node, by, 'shift', code), binding: binding.atom };
}

/** The maximum that a logarithm gets back: by its name, or written out in the shape that the sum has there. */
function maximumAt(
  task: Task,
  by: Term,
  node: SyntaxNode,
  shifts: readonly (Replacement & { readonly node: SyntaxNode })[],
  names: GivenNames,
): string | undefined {
  if (by.kind !== 'binary') return undefined;
  const name = names.find(node, by.left);
  if (name !== undefined) return name;
  const whole = shifts.find(({ at }) => reductionOf(by.left)?.reduce.operand === at.term);
  if (!whole) return undefined;
  const logits = names.find(node, whole.at.term) ?? (isForTwice(task, whole.node) ? whole.node.text : undefined);
  return logits === undefined ? undefined : maximum(task, by.left, { text: logits, binding: binding.loose }).text;
}

/** What tells whether a number is finite here. */
function finiteness(task: Task, at: Occurrence, node: SyntaxNode): string {
  const call = (task.familyOf(at) ?? math).functions.finite;
  if (!call) throw new Withheld('nothing here tells whether a number is finite');
  return task.called(node, call);
}

/** The x of x[i], whose maximum is subtracted. */
function partOf(task: Task, at: Occurrence, largest: Term): SyntaxNode | undefined {
  const whole = reductionOf(largest)?.reduce.operand;
  const source = at.operands.find(({ term }) => term === whole);
  return source && task.syntax(source);
}

/** The maximum over the rounds of a loop, found before it. */
function ofRounds(task: Task, at: Occurrence, by: Term, node: SyntaxNode, loop: SyntaxNode, names: GivenNames): Piece {
  const family = familyAround(task, at);
  if (family && ![math, numpy, torch].includes(family)) throw new Withheld('the elements may be no numbers');
  const largest = unlimited(by);
  const ofAll = reductionOf(largest)?.reduce.axis.kind === 'all';
  const call = (called: string) => task.call(node, [{ module: 'numpy', name: called }]);
  const prepared = preparedRounds(node, loop);
  if (prepared && family === torch) throw new Withheld('the exponent is computed in the loop');
  const sequence = loop.field('right');
  if (sequence && isForOnce(task, sequence))
    throw new Withheld(`${inOneLine(sequence.text)} can be gone through only once`);
  assumeRepeatable(task, sequence);
  // It is run twice.
  if ([node, ...(prepared ?? [])].some((each) => callsForMore(task.session, each, functions).length > 0)) {
    throw new Withheld(doesMore);
  }
  const code = () => {
    if (family === torch) return largestOfTensors(node, loop, task.call(node, [{ module: 'torch', name: 'stack' }]));
    return largestOfRounds(node, loop, family === numpy || ofAll ? call('max') : undefined, ofAll);
  };
  const lines = (result: string): readonly string[] => {
    const rounds = (step: string) => linesOfRounds(node, loop, prepared!, step);
    if (ofAll) {
      const list = freshName('logits', task, loop);
      return [`${list} = []`, ...rounds(`${list}.append(${node.text})`), `${result} = ${call('max')}(${list})`];
    }
    const max = family === numpy ? call('maximum') : 'max';
    const least = family === numpy ? `-${call('inf')}` : "float('-inf')";
    return [`${result} = ${least}`, ...rounds(`${result} = ${max}(${result}, ${node.text})`)];
  };
  const name = prepared ? names.giveLines(loop, largest, 'largest', lines) : names.give(loop, largest, 'largest', code);
  const guarded = () => {
    if (isNotBelowZero(by)) return `${family === numpy ? call('maximum') : 'max'}(${name}, 0)`;
    const { finite, where } = (family ?? math).functions;
    const isFinite = `${task.call(node, finite!.ways)}(${name})`;
    if (where?.numbersNeed !== undefined) task.needed.add(where.numbersNeed);
    return where ? `${task.call(node, where.ways)}(${isFinite}, ${name}, 0)` : `${name} if ${isFinite} else 0`;
  };
  const text = largest === by ? name : names.give(loop, by, 'shift', guarded);
  return { text, binding: binding.atom };
}

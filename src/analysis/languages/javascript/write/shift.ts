// Writing x - max(x) where x stands now.
import type { Replacement } from '../../../rules/rule.ts';
import { reductionOf } from '../../../terms/alignment.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { isNotBelowZero, unlimited } from '../../../terms/finiteGuard.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { codeWith, replaceNode } from '../../shared/write/edits.ts';
import type { Family } from '../../shared/libraries/family.ts';
import { usersOf } from '../../shared/write/users.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { referenceWith } from '../lower/callbacks.ts';
import { isFunction } from '../lower/functions.ts';
import { mathjs } from '../libraries/families.ts';
import { asTaken } from './conversions.ts';
import { costlyArray, exponentsOf, repeatable, roundAround, type Exponent } from './elements.ts';
import { maximumOfRounds, untypedElement } from './maxima.ts';
import { requireHelper } from './helpers.ts';
import { GivenNames, isCheap } from './names.ts';
import { lambda } from './older.ts';
import { pieceOf } from './piece.ts';
import { sequenceOf } from './sequences.ts';
import { hasComment, standsAlone } from './statements.ts';
import type { Task } from './task.ts';
import { inOneLine } from './lines.ts';
import { tensorMaximum, writtenCall } from './tensors.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';

/** Returns the names that were given. */
export function writeShifts(task: Task, replacements: readonly Replacement[]): GivenNames {
  const isShift = ({ by }: Replacement) => by.kind === 'binary' && by.name === 'subtract';
  const nodes = replacements.map((replacement) => {
    const node = task.syntax(replacement.at);
    return { ...replacement, node: isShift(replacement) ? asTaken(node) : node };
  });
  nodes.sort((a, b) => a.node.start - b.node.start);
  const isSum = ({ by }: Replacement) => by.kind === 'binary' && by.name === 'add';
  const number = nodes.find((each) => !isShift(each) && !isSum(each));
  const names = new GivenNames(task, number?.node);
  // One exponential over the sum of all is written before these, and shifted by their maximum.
  const shifts = nodes.filter(isShift);
  const inRounds = shifts.filter(({ at, node }) => isInRound(referenceWith(at) ?? node));
  const apart = shifts.filter((each) => !inRounds.includes(each));
  for (const { at, by, node } of [...inRounds, ...apart, ...nodes.filter((each) => !isShift(each))]) {
    if (by.kind === 'binary' && by.name === 'add') {
      addMaximum(task, node, names.find(node, by.left));
      continue;
    }
    if (by.kind !== 'binary' || by.name !== 'subtract') {
      shiftNumber(task, by, node, names);
      continue;
    }
    if (hasComment(node)) throw new Withheld('a comment stands inside the exponent');
    requireHelper(task, node, referenceWith(at));
    const library = takenBy(task, at);
    if (library.name === 'tfjs') shiftTensor(task, node, at.term, by.right, names);
    else if (library === mathjs || isOfAll(by.right)) shiftMatrix(task, { at, by, node }, by.right, names);
    else shiftElement(task, { at, by, node }, by.right, names);
  }
  return names;
}

function isInRound(node: SyntaxNode): boolean {
  try {
    roundAround(node);
    return true;
  } catch (error) {
    if (error instanceof Withheld) return false;
    throw error;
  }
}

/** Whether a maximum is one of all elements of a matrix, which is no array of numbers then. */
function isOfAll(largest: Term): boolean {
  return reductionOf(unlimited(largest))?.reduce.axis.kind === 'all';
}

/** The library whose function is taken of an exponent: what a tensor gives out as an array is of numbers from there on. */
function takenBy(task: Task, at: Occurrence): Family {
  const users = usersOf(task.session).get(at) ?? [];
  const exponential = users.find(({ operands, term }) => operands[0] === at && term.kind === 'map');
  return exponential ? task.familyOf(exponential) : task.familyOf(at);
}

/** In a loop or a callback: the maximum is found before it. */
function shiftElement(
  task: Task,
  { at, node }: Replacement & { node: SyntaxNode },
  largest: Term,
  names: GivenNames,
): void {
  const reference = referenceWith(at);
  if (!reference && reductionOf(unlimited(largest))?.reduce.operand === at.term) {
    shiftArray(task, { at, node }, largest, names);
    return;
  }
  const known = reference ? undefined : names.find(node, largest);
  if (known !== undefined) {
    subtract(task, node, known);
    return;
  }
  const round = roundAround(reference ?? node);
  const exponent = reference ? undefined : exponentOf(node, largest);
  if (!exponent && isChosen(largest)) throw new Withheld('the exponent is chosen elsewhere');
  const lines = (max: string) => {
    const source = costlyArray(round);
    if (!source) return maximumOfRounds(task.session, round, exponent, max);
    if (hasComment(source)) throw new Withheld('a comment stands inside the array');
    const array = names.reserve('values', source);
    task.edits.push(replaceNode(source, array));
    const elements = repeatable(round, source, inOneLine(source.text));
    return [`const ${array} = ${elements};`, ...maximumOfRounds(task.session, round, exponent, max, array)];
  };
  const found = names.give(round.node, unlimited(largest), 'max', lines);
  const name =
    unlimited(largest) === largest
      ? found
      : names.giveValue(round.node, largest, 'shift', () => limited(largest, found));
  if (reference) {
    task.edits.push(
      replaceNode(reference, lambda(reference, untypedElement(round.node), `${reference.text}(v - ${name})`)),
    );
    return;
  }
  subtract(task, node, name);
}

/** An array that a function takes the exponentials of: that function is given another. */
function shiftArray(
  task: Task,
  { at, node }: { readonly at: Occurrence; readonly node: SyntaxNode },
  largest: Term,
  names: GivenNames,
): void {
  if (node.parent?.type !== 'arguments') throw new Withheld('the exponential is taken inside a function');
  if (sequenceOf(node, false) !== 'array') throw new Withheld('it may be no array');
  const array = isCheap(node) ? node.text : names.giveValue(node, at.term, 'logits', () => inOneLine(node.text));
  const most = `${array}.reduce((a, b) => Math.max(a, b), -Infinity)`;
  const max = names.giveValue(node, unlimited(largest), 'max', () => most);
  const shift =
    unlimited(largest) === largest ? max : names.giveValue(node, largest, 'shift', () => limited(largest, max));
  task.edits.push(replaceNode(node, `${array}.map((v) => v - ${shift})`));
}

/** Whether the maximum is that of what a condition leaves. */
function isChosen(largest: Term): boolean {
  const whole = reductionOf(unlimited(largest))?.reduce.operand;
  return (
    whole?.kind === 'where' && [whole.yes, whole.no].some((part) => part.kind === 'constant' && isNone(part.value))
  );
}

function isNone(value: number): boolean {
  return value === -Infinity;
}

/** The exponent as it stands, or as the condition that it stands under leaves it: ok ? x : -Infinity of ok ? exp(x) : 0. */
function exponentOf(node: SyntaxNode, largest: Term): Exponent {
  if (!isChosen(largest)) return { node, code: node.text };
  let choice = node.parent;
  while (choice && choice.type !== 'ternary_expression' && !isFunction(choice)) choice = choice.parent;
  const [condition, yes, no] = ['condition', 'consequence', 'alternative'].map((name) => choice?.field(name));
  if (!choice || !condition || !yes || !no) throw new Withheld('the exponent is chosen elsewhere');
  if (hasComment(choice)) throw new Withheld('a comment stands inside the exponent');
  const isYes = yes.start <= node.start && node.end <= yes.end;
  const [one, other] = isYes ? [node.text, '-Infinity'] : ['-Infinity', node.text];
  return { node: choice, code: inOneLine(`${condition.text} ? ${one} : ${other}`) };
}

function subtract(task: Task, node: SyntaxNode, name: string): void {
  const code = `${inside(pieceOf(node), binding.additive)} - ${name}`;
  task.edits.push(replaceNode(node, standsAlone(node) ? code : `(${code})`));
}

/** max + log(…), around the code that is there, with what was changed in it. */
function addMaximum(task: Task, node: SyntaxNode, name: string | undefined): void {
  if (name === undefined) throw new Withheld('the maximum is not known where the logarithm is taken');
  if (hasComment(node)) throw new Withheld('a comment stands inside the logarithm');
  const code = `${name} + ${codeWith(node, task.edits)}`;
  task.edits.push(replaceNode(node, standsAlone(node) ? code : `(${code})`));
}

/** Of mathjs: its functions take matrices and arrays alike, which have no arithmetic of their own. */
function shiftMatrix(
  task: Task,
  { at, node }: Replacement & { node: SyntaxNode },
  largest: Term,
  names: GivenNames,
): void {
  const reference = referenceWith(at);
  const maximum = unlimited(largest);
  const call = (name: 'max' | 'subtract', parts: readonly string[]) =>
    `${task.nameOf(mathjs.functions[name]!)}(${parts.join(', ')})`;
  if (reductionOf(maximum)?.reduce.operand === at.term && !reference) {
    const whole = isCheap(node) ? node.text : names.giveValue(node, at.term, 'logits', () => inOneLine(node.text));
    const shift =
      maximum === largest
        ? call('max', [whole])
        : finite(names, node, largest, () => names.giveValue(node, maximum, 'max', () => call('max', [whole])));
    task.edits.push(replaceNode(node, call('subtract', [whole, shift])));
    return;
  }
  const known = reference ? undefined : names.find(node, largest);
  const round = roundAround(reference ?? node);
  const found = () =>
    names.giveValue(round.node, maximum, 'max', () =>
      call('max', [exponentsOf(task, round, reference ? undefined : node)]),
    );
  const max = known ?? (maximum === largest ? found() : finite(names, round.node, largest, found));
  if (reference) task.edits.push(replaceNode(reference, `(v) => ${reference.text}(v - ${max})`));
  else subtract(task, node, max);
}

/** A name for a maximum that is kept finite. */
function finite(names: GivenNames, node: SyntaxNode, largest: Term, found: () => string): string {
  const max = found();
  return names.giveValue(node, largest, 'shift', () => limited(largest, max));
}

/** The code of a maximum that is kept finite, or not below 0. */
function limited(largest: Term, max: string): string {
  return isNotBelowZero(largest) ? `Math.max(${max}, 0)` : `Number.isFinite(${max}) ? ${max} : 0`;
}

/** Math.exp(-max) for a 1 beside the sum of exponentials. */
function shiftNumber(task: Task, by: Term, node: SyntaxNode, names: GivenNames): void {
  const shifted = by.kind === 'binary' ? by.right : by;
  const negative = shifted.kind === 'map' ? shifted.operand : undefined;
  const name = negative?.kind === 'map' ? names.find(node, negative.operand) : undefined;
  if (name === undefined) throw new Withheld('the number beside the sum stands where the maximum is not known');
  const call = `Math.exp(-${name})`;
  task.edits.push(replaceNode(node, by === shifted ? call : `${inside(pieceOf(node), binding.tight)} * ${call}`));
}

function shiftTensor(task: Task, node: SyntaxNode, exponent: Term, largest: Term, names: GivenNames): void {
  if (reductionOf(largest)?.reduce.operand !== exponent) throw new Withheld('the exponent is not written out here');
  let tensor: Piece = pieceOf(node);
  if (!isCheap(node)) {
    tensor = { text: names.giveValue(node, exponent, 'logits', () => node.text), binding: binding.atom };
  }
  const shifted = writtenCall(task, 'subtract', [tensor, tensorMaximum(task, largest, tensor)]);
  task.edits.push(replaceNode(node, shifted.text));
}

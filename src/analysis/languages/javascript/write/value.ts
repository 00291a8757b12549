// Writing a value in the place of another: what is written there already is kept as it is, the rest is spelt out.
import type { Replacement } from '../../../rules/rule.ts';
import { comparisonOf } from '../../../terms/comparison.ts';
import { elementsIn } from '../../../terms/elements.ts';
import { upTo } from '../../../terms/gathers.ts';
import { isStepOfLayers, type BinaryTerm, type ElementTerm, type MapTerm, type Term } from '../../../terms/term.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { arithmetic } from '../../shared/write/arithmetic.ts';
import { replaceNode } from '../../shared/write/edits.ts';
import { insideModel, Withheld } from '../../shared/write/withheld.ts';
import { callsForMore, doesMore } from '../../shared/write/callees.ts';
import { Arrays, elementOfNamed } from './arrays.ts';
import { formatOfClass } from '../libraries/arrayClasses.ts';
import { classOfArray } from './kinds.ts';
import { isRounded } from './singles.ts';
import { functions } from './callees.ts';
import { requireUnchanged } from './effects.ts';
import { readsKeyed } from './keyed.ts';
import { removeUnneeded, requireLastAxis } from './library.ts';
import { inOneLine } from './lines.ts';
import { GivenNames } from './names.ts';
import { pieceOf } from './piece.ts';
import { placeOfElement } from './places.ts';
import { hasComment, isExpressionBody, standsAlone } from './statements.ts';
import { dividedIn, takesElements } from '../../shared/write/oneOf.ts';
import { requireSameAttributes } from '../../shared/write/since.ts';
import { requireAlone, requireSteady } from './steady.ts';
import { taken } from './taken.ts';
import type { Task } from './task.ts';
import { axisOptions, requireFloats, writtenCall } from './tensors.ts';
import { callsUnknown, unknownCalls } from './unknown.ts';
import { Vocabulary } from './vocabulary.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';

/** @param names - with those that were given already */
export function writeValues(
  task: Task,
  replacements: readonly Replacement[],
  names: GivenNames = new GivenNames(task),
): void {
  for (const { at, by, added } of replacements) {
    if (added) throw new Withheld(undefined); /* elements are shifted one by one */
    const before = task.edits.length;
    const given = isRounded(by) || givesSingles(task, at) ? ofCallback(task, at) : undefined;
    const node = task.syntax(given ?? at);
    if (hasComment(node)) throw new Withheld('a comment stands inside the code to replace');
    if (readsKeyed(node)) throw new Withheld('its values have keys, and no indices');
    const [source] = (given ?? at).operands;
    const isPlaced = source && (given !== undefined || isOfElement(at, by));
    const place = isPlaced ? placeOfElement(task, names, task.syntax(dividedIn(source))) : undefined;
    const words = new Vocabulary(task, given ?? at, node, names, place);
    if (!given && isOfOne(at.term, by) && new Arrays(words, (term) => spell(words, term), spellBy).isArray(by))
      throw new Withheld('the log is taken of each element by itself');
    const piece = given ? spellAt(words, by) : spell(words, by);
    const target = node.type === 'augmented_assignment_expression' ? node.field('left') : undefined;
    const wanted = standsAlone(node) ? binding.loose : pieceOf(node).binding;
    const code = inOneLine(target ? piece.text : inside(piece, wanted));
    if (callsForMore(task.session, node, functions).some((call) => !code.includes(call.text)))
      throw new Withheld(doesMore);
    const lines = task.edits.slice(before);
    requireOnce(task, node, [code, ...lines.map(({ text }) => text)].join('\n'));
    const from = Math.min(node.start, ...lines.map(({ start }) => start));
    if (!words.isOfTensors && takesElements(by, at.term))
      requireSteady(at, node, [code, ...lines.map(({ text }) => text)].join('\n'), from);
    else if (!words.isOfTensors) requireAlone(at, node, from);
    requireSameAttributes(at, [code, ...lines.map(({ text }) => text)].join('\n'));
    requireUnchanged(at, node, [code, ...lines.map(({ text }) => text)].join('\n'), from);
    task.edits.push(replaceNode(node, target ? `${target.text} = ${code}` : code));
    removeUnneeded(task, node);
  }
}

/** Whether a value is of one of the elements of something, and another is not. */
function isOfOne(value: Term, other: Term): boolean {
  const elements = elementsIn(other);
  return [...elementsIn(value)].some((element) => !elements.has(element));
}

/** Throws `Withheld` where new code calls what is not known more often than the code that it takes the place of. */
function requireOnce({ session }: Task, node: SyntaxNode, code: string): void {
  const times = (text: string, { text: call }: SyntaxNode) => text.split(call).length;
  if (unknownCalls(session, node).some((call) => times(code, call) > times(node.text, call)))
    throw new Withheld(callsUnknown);
}

/** Whether what is there is an array that keeps what it is given in a format of its own. */
function givesSingles(task: Task, at: Occurrence): boolean {
  const name = classOfArray(task.syntax(at), at);
  return name !== undefined && formatOfClass(name) === 'float32';
}

/** What the callback of x.map gives, which goes through an array anyway, and stays what rounds what it gives, or does not. */
function ofCallback(task: Task, at: Occurrence): Occurrence | undefined {
  const [value] = at.operands;
  const node = value && task.syntax(value);
  const isGiven = node && task.syntax(at).type === 'call_expression' && isExpressionBody(node);
  return isGiven && value.operands[0] && task.syntax(value.operands[0]).type === 'identifier' ? value : undefined;
}

/** What is computed of the element of an array whose index the place has. */
function spellAt(words: Vocabulary, array: Term): Piece {
  return new Arrays(words.before, (operand) => spell(words.before, operand), spellBy).at(array, words.index);
}

/** Whether an element of an array takes the place of that of another. */
function isOfElement(at: Occurrence, by: Term): boolean {
  const before = subterms(at.term);
  return [...subterms(by)].some((part) => part.kind === 'element' && !before.has(part));
}

/** A value in code. */
function spell(words: Vocabulary, term: Term): Piece {
  const there = words.isToBeNamed(term) ? words.before : words;
  const anew = () => there.written(term, true) ?? spellAnew(there, term);
  return (
    words.written(term) ??
    nameIn(words, term) ??
    elementOfNamed(there, term) ??
    there.named(term, () => anew().text) ??
    there.once(term, anew())
  );
}

/** A name that the new code has given already. */
function nameIn({ names, node }: Vocabulary, term: Term): Piece | undefined {
  const name = names.find(node, term);
  return name === undefined ? undefined : { text: name, binding: binding.atom };
}

function spellAnew(words: Vocabulary, term: Term): Piece {
  const part = (operand: Term) => spell(words, operand);
  if (words.isOfTensors) return spellBy(words, term, part);
  const arrays = new Arrays(words, part, spellBy);
  if (term.kind === 'reduce') return arrays.reduced(term);
  if (term.kind === 'element') return spellElement(words, term, part);
  if (term.kind === 'gather') {
    if (term.operand.kind === 'library') throw new Withheld(undefined); /* the language has no such function */
    return arrays.picked(term);
  }
  return arrays.isArray(term) ? arrays.mapped(term) : spellBy(words, term, part);
}

/** x[i], of an array with a name, at the place in it of what is computed here. */
function spellElement(words: Vocabulary, { of }: ElementTerm, part: (operand: Term) => Piece): Piece {
  const whole = of.kind === 'gather' && of.key === upTo ? of.operand : of;
  const isOpen = whole.kind === 'binary' && !words.isToBeNamed(whole);
  if ((isRounded(whole) || isOpen) && words.before.held(whole) === undefined) return spellAt(words, whole);
  const array = part(whole);
  // rows[n][k]
  if (!/^[\w$.]+(?:\[[\w$]+\])*$/.test(array.text)) throw new Withheld('the array would be computed in every round');
  return taken(words.node, array.text, `[${words.index}]`);
}

/** @param part - writes what the value is made of */
function spellBy(words: Vocabulary, term: Term, part: (operand: Term) => Piece): Piece {
  const { task } = words;
  switch (term.kind) {
    case 'constant':
      return spellNumber(term.value);
    case 'map':
      return spellMap(words, term, part(term.operand));
    case 'binary':
      return spellBinary(words, term, [part(term.left), part(term.right)]);
    case 'where':
      if (words.isOfTensors) {
        if (term.condition.kind !== 'map') throw new Withheld('a choice between tensors is not written anew');
        return writtenCall(task, 'where', [term.condition, term.yes, term.no].map(part));
      }
      return spellChoice(part(term.condition), part(term.yes), part(term.no));
    case 'reduce':
      return writtenCall(task, term.name, [part(term.operand)], axisOptions(task, term.axis, term.keepdims));
    case 'library':
      if (!words.isOfTensors) throw new Withheld(undefined); /* the language has no such function */
      if (term.name !== 'softmax' && term.name !== 'log-softmax') throw new Withheld('a loss is not written anew');
      requireLastAxis(term.axis);
      return writtenCall(task, term.name, [part(term.operand)]);
    case 'opaque': {
      const compared = comparisonOf(term);
      if (!compared) return spellUnknown(words, term);
      const [left, right] = [part(compared.left), part(compared.right)];
      const text = `${inside(left, binding.additive)} ${compared.comparator} ${inside(right, binding.additive)}`;
      return { text, binding: binding.loose };
    }
    default:
      throw new Withheld('a part of the new code is not written out here');
  }
}

/** A tensor that is computed on a line before, as a part of something else. */
function spellUnknown(words: Vocabulary, term: Term): Piece {
  if (isStepOfLayers(term)) throw new Withheld(insideModel);
  const code = words.isOfTensors ? words.codeOf(term) : undefined;
  if (code === undefined) throw new Withheld('a part of the new code is not written out here');
  return { text: code, binding: /^[\w$.]+$/.test(code) ? binding.atom : binding.loose };
}

/** Numbers that nobody writes the digits of. */
const constants = new Map([
  [Math.LN2, 'Math.LN2'],
  [Math.LN10, 'Math.LN10'],
]);

function spellNumber(value: number): Piece {
  if (value < 0 || Object.is(value, -0)) return { text: `-${spellNumber(-value).text}`, binding: binding.tight };
  const name = constants.get(value);
  return { text: name ?? String(value).replace('e+', 'e'), binding: binding.atom };
}

function spellMap(words: Vocabulary, { name, operand }: MapTerm, piece: Piece): Piece {
  if (name === 'neg' && !words.isOfTensors) {
    const isProduct = operand.kind === 'binary' && (operand.name === 'multiply' || operand.name === 'divide');
    return { text: `-${inside(piece, isProduct ? binding.atom : binding.tight)}`, binding: binding.tight };
  }
  if (name === 'square' && !words.isOfTensors) {
    return { text: `${inside(piece, binding.atom)} ** 2`, binding: binding.tight };
  }
  if (words.isOfTensors) requireFloats(piece, words.node);
  return writtenCall(words.task, name, [piece]);
}

function spellBinary(words: Vocabulary, { name }: BinaryTerm, [a, b]: readonly [Piece, Piece]): Piece {
  if (words.isOfTensors || name === 'maximum' || name === 'minimum') return writtenCall(words.task, name, [a, b]);
  // There is no function for the logarithm of a sum of exponentials.
  const piece = arithmetic(name, a, b);
  if (!piece) throw new Withheld(name === 'modulo' ? 'a remainder is not written anew' : undefined);
  return piece;
}

function spellChoice(condition: Piece, yes: Piece, no: Piece): Piece {
  return { text: `${condition.text} ? ${yes.text} : ${no.text}`, binding: binding.loose };
}

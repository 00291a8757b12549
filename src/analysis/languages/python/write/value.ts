// Writing a value in the place of another: what is written there already is kept as it is, the rest is spelt out.
import type { Replacement } from '../../../rules/rule.ts';
import { comparisonOf } from '../../../terms/comparison.ts';
import { asGrouped } from '../../../terms/groups.ts';
import { asRunning } from '../../../terms/runningSum.ts';
import {
  isStepOfLayers,
  type BinaryTerm,
  type JoinTerm,
  type MapTerm,
  type ReduceTerm,
  type Term,
} from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { arithmetic } from '../../shared/write/arithmetic.ts';
import { codeWith, replaceNode } from '../../shared/write/edits.ts';
import { callsForMore, doesMore } from '../../shared/write/callees.ts';
import { functions } from './callees.ts';
import { takeElements } from './elements.ts';
import { removeUnneeded } from './library.ts';
import { GivenNames } from './names.ts';
import { spellNumber } from './numbers.ts';
import { pieceOf } from './piece.ts';
import { isOfList, spellOfElements, spellPicked } from './lists.ts';
import { isList, ofList } from './logList.ts';
import { callOf, reductionCall, runningCall } from './functionCalls.ts';
import { notHere } from './branches.ts';
import { largestOfGroups } from './groups.ts';
import { comprehensions, hasComment, outermost, standsAlone } from './statements.ts';
import { requireOwnName } from './otherNames.ts';
import { isOfForm } from './ranks.ts';
import { spelledSum } from './spelledSums.ts';
import { takesElements } from '../../shared/write/oneOf.ts';
import { requireSameAttributes } from '../../shared/write/since.ts';
import { requireArrays, requireSteady } from './steady.ts';
import type { Task } from './task.ts';
import { whyNotHere } from './unfold.ts';
import { requireOwnObject } from './inPlace.ts';
import { Vocabulary } from './vocabulary.ts';
import { insideModel, Withheld } from '../../shared/write/withheld.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { binding, inside, type Binding, type Piece } from '../../shared/write/piece.ts';

/**
 * @param names - with those that were given already
 * @returns what has to be installed for it
 */
export function writeValues(
  task: Task,
  replacements: readonly Replacement[],
  names: GivenNames = new GivenNames(task),
): readonly string[] {
  const needs = new Set<string>();
  for (const { at, by, added } of replacements) {
    const node = task.syntax(at);
    if (hasComment(node)) throw new Withheld('a comment stands inside the code to replace');
    if (isList(node) && at.behaviour?.numbers === true && task.plan.form === 'inline') {
      const list = ofList(new Vocabulary(task, at, node, names, needs), names, node, by);
      requireSteady(at, node, list);
      task.edits.push(replaceNode(node, list));
      continue;
    }
    if (comprehensions.has(node.type)) {
      throw new Withheld(task.plan.form === 'library' ? 'the log is taken of each element by itself' : undefined);
    }
    if (at.behaviour?.numbers === true && namesAList(task))
      throw new Withheld(undefined); /* lists have no arithmetic */
    const words = new Vocabulary(task, at, node, names, needs);
    const rounds = takeElements(task, names, { at, by }, (list) => words.written(list)?.text);
    if (rounds) giveBefore(new Vocabulary(task, at, rounds, names, needs), by);
    if (added) {
      // The code gives what it is to be added to.
      const code = `${inside(spell(words, added), binding.additive)} + ${codeWith(node, task.edits)}`;
      task.edits.push(replaceNode(node, standsAlone(node) ? code : `(${code})`));
      continue;
    }
    requireOwnObject(at, node);
    const piece = spell(words, by);
    const target = node.type === 'augmented_assignment' ? node.field('left') : undefined;
    if (target) requireOwnName(at, target);
    const code = inOneLine(target ? piece.text : inside(piece, standsAlone(node) ? binding.loose : wantedAt(node)));
    if (at.behaviour?.numbers === true && takesElements(by, at.term))
      requireSteady(at, node, [code, ...task.edits.map(({ text }) => text)].join('\n'));
    // What a name was given on a line before is called there.
    const written = [code, ...task.edits.map((edit) => edit.text)].join('\n');
    requireSameAttributes(at, written, task.notes);
    if (at.behaviour?.numbers !== true) requireArrays(at, written);
    const doing = callsForMore(task.session, node, functions).map(({ text }) => text);
    const isKept = (text: string) => written.split(text).length > doing.filter((each) => each === text).length;
    if (!doing.every(isKept)) throw new Withheld(doesMore);
    const around = piece.binding === binding.atom ? outermost(node) : node;
    task.edits.push(target ? replaceNode(node, `${target.text} = ${code}`) : replaceNode(around, code));
  }
  removeUnneeded(
    task,
    replacements.map(({ at }) => task.syntax(at)),
  );
  return [...needs];
}

/** What is the same in all rounds is computed before them. */
function giveBefore(words: Vocabulary, by: Term): void {
  const parts = subterms(by);
  for (const [term, wish] of words.task.plan.names ?? []) {
    if (parts.has(term) && !words.written(term))
      words.names.give(words.node, term, wish, () => spellAnew(words, term).text);
  }
}

/** How tightly what takes the place of some code has to hold together: as that does, or as an addend. */
function wantedAt(node: SyntaxNode): Binding {
  const own = pieceOf(node).binding;
  return own === binding.atom && node.parent?.field('operator')?.text === '+' ? binding.tight : own;
}

/** Whether one of the new names is for what is computed of each element: a number is subtracted from all of them. */
function namesAList({ plan }: Task): boolean {
  return [...(plan.names?.keys() ?? [])].some(
    (term) => term.kind === 'binary' && term.right.kind === 'reduce' && term.right.operand === term.left,
  );
}

function inOneLine(code: string): string {
  if (/['"]/.test(code) && /[\r\n]/.test(code)) throw new Withheld('the code to replace stands on several lines');
  return code.replace(/([([{])\s*[\r\n]\s*/g, '$1').replace(/\s*[\r\n]\s*/g, ' ');
}

/** A value in code. */
export function spell(words: Vocabulary, term: Term): Piece {
  if (term.kind === 'join') return spellMeeting(words, term);
  const element = term.kind === 'element' ? words.names.find(words.node, term) : undefined;
  if (element !== undefined) return { text: element, binding: binding.atom };
  const anew = () => words.written(term, true) ?? spellAnew(words, term);
  return (
    words.written(term) ??
    words.inPlace(term) ??
    (words.areLogits(term) ? words.fromElsewhere(term) : undefined) ??
    words.named(term, () => anew().text) ??
    words.fromElsewhere(term) ??
    words.once(term, anew())
  );
}

function spellAnew(words: Vocabulary, term: Term): Piece {
  const part = (operand: Term) => spell(words, operand);
  switch (term.kind) {
    case 'constant':
      return spellNumber(words, term.value);
    case 'map':
      return spellMap(words, term);
    case 'binary':
      return spellBinary(words, term);
    case 'where': {
      if (isOfForm(term.condition)) throw new Withheld('both branches would be computed, and one may not be possible');
      const parts = [term.condition, term.yes, term.no];
      const [condition, yes, no] = parts.map(part) as [Piece, Piece, Piece];
      return words.family.functions.where
        ? callOf(words, 'where', [condition, yes, no], parts)
        : spellChoice(condition, yes, no);
    }
    case 'reduce':
      if (words.family.ofLists && !words.written(term.operand)) return spellOfElements(words, term, part);
      return spellReduction(words, term, part(term.operand));
    case 'library':
      return reductionCall(words, term.name, term.axis, part(term.operand), false, term.others.map(part));
    case 'refined':
      return part(term.operand);
    case 'gather':
    case 'reshape':
    case 'cast': {
      const picked = term.kind === 'gather' ? spellPicked(words, term, part) : undefined;
      if (picked) return picked;
      const operand = part(term.operand);
      const like = words.rewrapped(term, operand);
      if (like) return like;
      if (term.kind === 'reshape' && term.change.to === 'insert') return spellAxis(operand, term.change.at);
      if (term.kind !== 'reshape' || term.change.to !== 'flatten') throw new Withheld(notHere);
      return callOf(words, 'flatten', [operand]);
    }
    case 'opaque': {
      const running = asRunning(term);
      if (running?.name === 'logsumexp') return runningCall(words, running, part(running.of));
      const groups = asGrouped(term);
      if (groups?.name === 'max') {
        const of = part(groups.of);
        const named = () => (/^[\w.]+$/.test(of.text) ? of : (words.named(groups.of, () => of.text) ?? of));
        return largestOfGroups(words.task, groups, of, named);
      }
      const compared = comparisonOf(term);
      if (isStepOfLayers(term)) throw new Withheld(insideModel);
      if (!compared) throw new Withheld(whyNotHere(words.at, term));
      const [left, right] = [part(compared.left), part(compared.right)];
      const text = `${inside(left, binding.additive)} ${compared.comparator} ${inside(right, binding.additive)}`;
      return { text, binding: binding.loose };
    }
    default:
      throw new Withheld(whyNotHere(words.at, term));
  }
}

function spellReduction(words: Vocabulary, term: ReduceTerm, operand: Piece): Piece {
  return spelledSum(words, term, operand) ?? reductionCall(words, term.name, term.axis, operand, term.keepdims);
}

/** What meets before branches do, under the same condition: logits, or the same where a mask leaves them. */
function spellMeeting(words: Vocabulary, term: JoinTerm): Piece {
  const given = words.written(term);
  if (given) return given;
  const chosen = term.items.find((item) => item.kind === 'where');
  if (chosen?.kind !== 'where') throw new Withheld(notHere);
  const { condition, yes: other, no } = chosen;
  const others = term.items.filter((item) => item !== chosen);
  // Branches within it meet with the others.
  const own = other.kind === 'join' ? other.items : [other];
  if (own.length !== others.length || !own.every((item) => others.includes(item))) throw new Withheld(notHere);
  return words.inBranch(term, spell(words, other), (name) => {
    const parts = [spell(words, condition), { text: name, binding: binding.atom }, spell(words, no)];
    return callOf(words, 'where', parts, [condition, other, no]);
  });
}

/** m[:, None]: an axis of length 1 more, at a place that is known. */
function spellAxis(operand: Piece, at: number | Term): Piece {
  if (typeof at !== 'number' || at < -1) throw new Withheld(notHere);
  const before = at < 0 ? '..., ' : ':, '.repeat(at);
  return { text: `${inside(operand, binding.atom)}[${before}None]`, binding: binding.atom };
}

function spellMap(words: Vocabulary, { name, operand }: MapTerm): Piece {
  const piece = spell(words, operand);
  if (name === 'neg') {
    // -2 * x is (-2) * x.
    const isProduct = operand.kind === 'binary' && (operand.name === 'multiply' || operand.name === 'divide');
    return { text: `-${inside(piece, isProduct ? binding.atom : binding.tight)}`, binding: binding.tight };
  }
  if (name === 'abs' && !words.family.functions.abs) return { text: `abs(${piece.text})`, binding: binding.atom };
  if (name === 'square' && !words.family.functions.square) {
    return { text: `${inside(piece, binding.atom)} ** 2`, binding: binding.tight };
  }
  return callOf(words, name, [piece]);
}

function spellBinary(words: Vocabulary, { name, left, right }: BinaryTerm): Piece {
  if (words.at.behaviour?.numbers === true && (isOfList(words, left) || isOfList(words, right)))
    throw new Withheld('the log is taken of each element by itself');
  const [a, b] = [spell(words, left), spell(words, right)];
  if (name === 'maximum' || name === 'minimum') return spellLimit(words, name, [left, a], [right, b]);
  if (name === 'logaddexp') return callOf(words, name, [a, b], [left, right]);
  const piece = arithmetic(name, a, b);
  if (!piece) throw new Withheld('a remainder is not written anew');
  return piece;
}

type Operand = readonly [Term, Piece];

/** The larger or smaller of two values; one of them may be a number, which PyTorch's functions do not take. */
function spellLimit(words: Vocabulary, name: 'maximum' | 'minimum', left: Operand, right: Operand): Piece {
  const { functions, methods } = words.family;
  if (!functions[name]) {
    const parts = [left, right].map(([term, piece]) => ofMaybeNone(words, term, piece));
    const text = `${name === 'maximum' ? 'max' : 'min'}(${parts.join(', ')})`;
    return { text, binding: binding.atom };
  }
  const number = [left, right].find(([term]) => term.kind === 'constant');
  if (!number || !functions[name].arraysOnly || !methods) return callOf(words, name, [left[1], right[1]]);
  const array = number === left ? right : left;
  const text = `${inside(array[1], binding.atom)}.clamp(${name === 'maximum' ? 'min' : 'max'}=${number[1].text})`;
  return { text, binding: binding.atom };
}

/** A list beside another value may be empty, which is no error where its elements are added up. */
function ofMaybeNone(words: Vocabulary, term: Term, { text }: Piece): string {
  if (term.kind !== 'reduce' || term.name !== 'max' || !text.startsWith('max(')) return text;
  if (text.includes(' for ')) throw new Withheld('the exponentials are taken one by one');
  return `${text.slice(0, -1)}, default=-${words.infinity()})`;
}

function spellChoice(condition: Piece, yes: Piece, no: Piece): Piece {
  const text = `${inside(yes, binding.additive)} if ${condition.text} else ${no.text}`;
  return { text, binding: binding.loose };
}

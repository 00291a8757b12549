// Writing x - max(x) where x stands now.
import type { Replacement } from '../../../rules/rule.ts';
import { reductionOf } from '../../../terms/alignment.ts';
import { unguarded } from '../../../terms/finiteGuard.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { codeWith, replaceNode } from '../../shared/write/edits.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { referenceWith } from '../lower/callbacks.ts';
import { costlyArray, maximumOfRounds, repeatable, roundAround } from './elements.ts';
import { GivenNames, isCheap } from './names.ts';
import { pieceOf } from './piece.ts';
import { hasComment, standsAlone } from './statements.ts';
import type { Task } from './task.ts';
import { inOneLine } from './lines.ts';
import { tensorMaximum, writtenCall } from './tensors.ts';
import { binding, inside, type Piece } from '../../shared/write/piece.ts';

export function writeShifts(task: Task, replacements: readonly Replacement[]): void {
  const names = new GivenNames(task);
  const nodes = replacements.map((replacement) => ({ ...replacement, node: task.syntax(replacement.at) }));
  nodes.sort((a, b) => a.node.start - b.node.start);
  const isSum = ({ by }: Replacement) => by.kind === 'binary' && by.name === 'add';
  for (const { at, by, node } of [...nodes.filter((each) => !isSum(each)), ...nodes.filter(isSum)]) {
    if (by.kind === 'binary' && by.name === 'add') {
      addMaximum(task, node, names.find(node, by.left));
      continue;
    }
    if (by.kind !== 'binary' || by.name !== 'subtract') throw new Withheld('this value cannot be written');
    if (hasComment(node)) throw new Withheld('a comment stands inside the exponent');
    if (task.familyOf(at).name === 'tfjs') shiftTensor(task, node, at.term, by.right, names);
    else shiftElement(task, { at, by, node }, by.right, names);
  }
}

/** In a loop or a callback: the maximum is found before it. */
function shiftElement(
  task: Task,
  { at, node }: Replacement & { node: SyntaxNode },
  largest: Term,
  names: GivenNames,
): void {
  const reference = referenceWith(at);
  const known = reference ? undefined : names.find(node, largest);
  if (known !== undefined) {
    subtract(task, node, known);
    return;
  }
  const round = roundAround(reference ?? node);
  const exponent = reference ? undefined : node;
  const lines = (max: string) => {
    const source = costlyArray(round);
    if (!source) return maximumOfRounds(task.session, round, exponent, max);
    if (hasComment(source)) throw new Withheld('a comment stands inside the array');
    const array = names.reserve('values', source);
    task.edits.push(replaceNode(source, array));
    const elements = repeatable(round, inOneLine(source.text));
    return [`const ${array} = ${elements};`, ...maximumOfRounds(task.session, round, exponent, max, array)];
  };
  const found = names.give(round.node, unguarded(largest), 'max', lines);
  const name =
    unguarded(largest) === largest
      ? found
      : names.giveValue(round.node, largest, 'shift', () => `Number.isFinite(${found}) ? ${found} : 0`);
  if (reference) {
    task.edits.push(replaceNode(reference, `(v) => ${reference.text}(v - ${name})`));
    return;
  }
  subtract(task, node, name);
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

function shiftTensor(task: Task, node: SyntaxNode, exponent: Term, largest: Term, names: GivenNames): void {
  if (reductionOf(largest)?.reduce.operand !== exponent) throw new Withheld('the exponent is not written out here');
  let tensor: Piece = pieceOf(node);
  if (!isCheap(node)) {
    tensor = { text: names.giveValue(node, exponent, 'logits', () => node.text), binding: binding.atom };
  }
  const shifted = writtenCall(task, 'subtract', [tensor, tensorMaximum(task, largest, tensor)]);
  task.edits.push(replaceNode(node, shifted.text));
}

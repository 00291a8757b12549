// What is computed of each element of a list, or of one that is picked: lists have no arithmetic.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { GatherTerm, ReduceTerm, Term } from '../../../terms/term.ts';
import { operandsOf } from '../../../terms/walk.ts';
import { arithmetic } from '../../shared/write/arithmetic.ts';
import { arraysOf } from '../../shared/write/arrays.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import { callOf } from './functionCalls.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Writes a value that is no list. */
type Spell = (term: Term) => Piece;

const oneByOne = 'the exponentials are taken one by one';

/** sum(exp(v - m) for v in x), max(v / t for v in x) */
export function spellOfElements(words: Vocabulary, { name, operand }: ReduceTerm, spell: Spell): Piece {
  const element = '\0'; // Which word is free is known when the rest is written.
  const lists = new Set<string>();
  const each = spellEach(words, operand, spell, (list) => {
    lists.add(list.text);
    return { text: element, binding: binding.atom };
  });
  const [list, ...others] = lists;
  if (list === undefined || others.length > 0) throw new Withheld(oneByOne);
  const free = freeElement(words, `${each.text} ${list}`);
  if (each.text === element) return { text: `${name}(${list})`, binding: binding.atom };
  return { text: `${name}(${each.text.replaceAll(element, free)} for ${free} in ${list})`, binding: binding.atom };
}

/** What a comprehension calls its elements, which is not seen outside of it: none of the words of the code in it. */
export function freeElement(words: Vocabulary, code: string): string {
  const around = wordsOf(code);
  return ['v', 'z', 'logit'].find((word) => !around.has(word)) ?? words.fresh('v');
}

/** x[y] / t, of what is picked of what is computed of each element; undefined of any other value. */
export function spellPicked(words: Vocabulary, pick: GatherTerm, spell: Spell): Piece | undefined {
  const { operand } = pick;
  const isOpen = operand.kind === 'map' || operand.kind === 'binary';
  if (!isOpen || words.at.behaviour?.numbers !== true || words.written(operand)) return undefined;
  return spellEach(words, operand, spell, (list) => {
    const picked = words.rewrapped(pick, list);
    if (!picked) throw new Withheld(oneByOne);
    return picked;
  });
}

function spellEach(words: Vocabulary, term: Term, spell: Spell, leaf: (list: Piece) => Piece): Piece {
  if (!isOfList(words, term)) return spell(term);
  const name = words.written(term);
  if (name) {
    if (!/^[\w.]+$/.test(name.text)) throw new Withheld(oneByOne);
    return leaf(name);
  }
  const part = (operand: Term) => spellEach(words, operand, spell, leaf);
  if (term.kind === 'map' && term.name !== 'neg') return callOf(words, term.name, [part(term.operand)]);
  const made = term.kind === 'binary' ? arithmetic(term.name, part(term.left), part(term.right)) : undefined;
  if (!made) throw new Withheld(oneByOne);
  return made;
}

/** Whether a value has elements that are computed of those of a list. */
export function isOfList(words: Vocabulary, term: Term): boolean {
  if (arraysOf(words.task.session).has(term) || goneThrough(words.at).has(term)) return true;
  return (term.kind === 'map' || term.kind === 'binary') && operandsOf(term).some((part) => isOfList(words, part));
}

const known = new WeakMap<Occurrence, ReadonlySet<Term>>();

/** Values whose elements are gone through on the way to a place, in functions that are called as well. */
function goneThrough(at: Occurrence): ReadonlySet<Term> {
  const before = known.get(at);
  if (before) return before;
  const found = new Set([...upstream(at)].flatMap(({ term }) => (term.kind === 'element' ? [term.of] : [])));
  known.set(at, found);
  return found;
}

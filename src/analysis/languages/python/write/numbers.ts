import type { Vocabulary } from './vocabulary.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';

/** A number as Python writes it; infinities by a name that is known here. */
export function spellNumber(words: Vocabulary, value: number): Piece {
  if (value < 0 || Object.is(value, -0)) {
    return { text: `-${spellNumber(words, -value).text}`, binding: binding.tight };
  }
  const whole = wholeOf(value);
  if (whole !== undefined) return { text: `${words.logarithm()}(${whole})`, binding: binding.atom };
  // 1e9, not 1000000000
  if (Number.isFinite(value)) {
    const text = value >= 1e6 && Number.isInteger(value) && value % 1e5 === 0 ? value.toExponential() : String(value);
    return { text: text.replace('e+', 'e'), binding: binding.atom };
  }
  return { text: words.infinity(), binding: binding.atom };
}

/** The n of a number that is log(n), as nobody writes its digits. */
function wholeOf(value: number): number | undefined {
  const n = Math.round(Math.exp(value));
  return n >= 2 && n <= 1000 && Math.log(n) === value ? n : undefined;
}

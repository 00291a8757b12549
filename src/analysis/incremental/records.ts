// What is known of how a piece was lowered, for as long as its text and what it reads stay the same.
import type { Contribution, Left, Noted } from '../languages/shared/lower/trace.ts';
import type { Statement } from './statements.ts';
import type { Spelling } from './structures.ts';

/** By the numbers of pieces. */
export interface Record {
  readonly reads: ReadonlySet<number>;
  readonly attributes: ReadonlySet<number>;
  /** What it makes of other pieces: equal numbers, the same. */
  readonly gives: ReadonlyMap<number, number>;
  /** What it leaves in attributes, by their names: equal numbers, the same. */
  readonly left: ReadonlyMap<string, number>;
  /** Those of which it says that they are to be lowered. */
  readonly tells: ReadonlySet<number>;
  /** Whether the order matters in which it and others are lowered. */
  readonly isFirst: boolean;
  readonly isLowered: boolean;
}

const none: ReadonlySet<number> = new Set();

/** Of a piece that is not lowered. */
export const idle: Record = {
  reads: none,
  attributes: none,
  gives: new Map(),
  left: new Map(),
  tells: none,
  isFirst: false,
  isLowered: false,
};

export function recordOf(
  own: number,
  { reads, attributes, contributions, left, isFirst }: Noted,
  statements: readonly Statement[],
  spelling: Spelling,
): Record {
  const said = new Map<number, number[]>();
  for (const contribution of contributions) {
    if (contribution.to === own) continue;
    const number = spelling.ofText(spelled(contribution, statements[contribution.to]!, spelling));
    const others = said.get(contribution.to);
    if (others) others.push(number);
    else said.set(contribution.to, [number]);
  }
  return {
    reads,
    attributes,
    gives: new Map([...said].map(([to, numbers]) => [to, spelling.ofText(numbers.join(' '))])),
    left: leftIn(left, spelling),
    tells: new Set(contributions.filter(({ kind }) => kind === 'telling').map(({ to }) => to)),
    isFirst,
    isLowered: true,
  };
}

function spelled(contribution: Contribution, { start }: Statement, spelling: Spelling): string {
  switch (contribution.kind) {
    case 'copy': {
      const { place } = contribution;
      return `copy ${place.span.start - start} ${place.span.end - start} ${spelling.ofPlace(place)}`;
    }
    case 'argument':
      return `argument ${spelling.ofTerm(contribution.parameter)} ${spelling.ofTerm(contribution.value)}`;
    default:
      return `${contribution.kind} ${contribution.id}`;
  }
}

function leftIn(left: readonly Left[], spelling: Spelling): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const each of left) {
    const text = `${numbers.get(each.name) ?? ''} ${leftSpelled(each, spelling)}`;
    numbers.set(each.name, spelling.ofText(text));
  }
  return numbers;
}

/** The attributes of which two records do not say the same. */
export function attributesDiffering(a: Record, b: Record): readonly string[] {
  const names = new Set([...a.left.keys(), ...b.left.keys()]);
  return [...names].filter((name) => a.left.get(name) !== b.left.get(name));
}

function leftSpelled({ name, binding, isPlain }: Left, spelling: Spelling): string {
  if (!isPlain) return `${name} ${spelling.ofNothingElse()}`;
  switch (binding?.kind) {
    case 'value':
      return `${name} value ${spelling.ofPlace(binding.occurrence)}`;
    case 'library':
      return `${name} library ${binding.path}`;
    case 'function':
      return `${name} function ${binding.definition.id} ${binding.receiver ? spelling.ofPlace(binding.receiver) : ''}`;
    case undefined:
      return name;
  }
}

/** The pieces for which two records do not say the same. */
export function differing(a: Record, b: Record): readonly number[] {
  const all = new Set([...a.gives.keys(), ...b.gives.keys()]);
  return [...all].filter((to) => a.gives.get(to) !== b.gives.get(to));
}

/** The same by other numbers, without those that have none. */
export function moved(record: Record, numberOf: (before: number) => number | undefined): Record {
  const all = (numbers: Iterable<number>) =>
    new Set([...numbers].map(numberOf).filter((number) => number !== undefined));
  const gives = [...record.gives].map(([to, number]) => [numberOf(to), number] as const);
  return {
    ...record,
    reads: all(record.reads),
    attributes: all(record.attributes),
    tells: all(record.tells),
    gives: new Map(gives.filter((each): each is [number, number] => each[0] !== undefined)),
  };
}

/** The same by other numbers; undefined where one of them has none. */
export function renumbered(record: Record, numberOf: (before: number) => number | undefined): Record | undefined {
  const all = (numbers: Iterable<number>) => [...numbers].map(numberOf);
  const reads = all(record.reads);
  const attributes = all(record.attributes);
  const tells = all(record.tells);
  const gives = [...record.gives].map(([to, number]) => [numberOf(to), number] as const);
  const isKnown = (number: number | undefined) => number !== undefined;
  if (![...reads, ...attributes, ...tells, ...gives.map(([to]) => to)].every(isKnown)) return undefined;
  return {
    ...record,
    reads: new Set(reads as number[]),
    attributes: new Set(attributes as number[]),
    tells: new Set(tells as number[]),
    gives: new Map(gives as [number, number][]),
  };
}

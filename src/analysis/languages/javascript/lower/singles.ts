// Where results are kept in single precision, although they are computed in double.
import type { Family } from '../../shared/libraries/family.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { numbers, singles } from '../libraries/families.ts';

const keeping = new WeakMap<Session, number>();

/** Lowers something whose value is stored in a Float32Array. */
export function keepingSingles<T>({ session }: Frame, lower: () => T): T {
  const before = keeping.get(session) ?? 0;
  keeping.set(session, before + 1);
  const value = lower();
  keeping.set(session, before);
  return value;
}

/** The family of a function of numbers at a place. */
export function familyHere({ session }: Frame, family: Family | undefined): Family | undefined {
  return family === numbers && (keeping.get(session) ?? 0) > 0 ? singles : family;
}

// Calls with `**options`, and functions that take them: what a parameter is given then, its name says, where anything does.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { textTerm } from '../../../terms/text.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import { occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { entryOf, recordOf } from './dictionaries.ts';
import type { Parameter } from './parameters.ts';

/** Whether each argument has a parameter of its own, or its name finds one: `*values` are as many as they are. */
export function hasNames({ all }: Arguments): boolean {
  return all.every(({ node }) => node.type !== 'list_splat');
}

/** What a parameter that an argument is not seen for is given by one of several dictionaries, whatever that is. */
export function entryFor(frame: Frame, parameter: Parameter, { all }: Arguments): Occurrence | undefined {
  const options = all.filter(({ unpacked }) => unpacked);
  const [first] = options;
  if (!first) return undefined;
  for (const { node, value } of options) {
    const known = entryOf(frame, node, value, textTerm(frame.store, parameter.name));
    if (known) return known;
  }
  const values = options.map(({ value }) => value);
  const term = frame.store.opaque(`given as ${parameter.name}`, termsOf(values), { pure: false });
  return occur(frame, first.node, term, values);
}

/** What `**options` of a function are at a call: the arguments whose names are those of no other parameter. */
export function optionsOf(
  frame: Frame,
  parameter: Parameter,
  parameters: readonly Parameter[],
  { all }: Arguments,
): Occurrence {
  const isOwn = ({ keyword }: Argument) => parameters.some(({ name, collects }) => !collects && name === keyword);
  const rest = all.filter((argument) => (argument.keyword !== undefined || argument.unpacked) && !isOwn(argument));
  const record = recordOf(frame, parameter.node, rest);
  if (record) return record;
  const values = rest.map(({ value }) => value);
  return occur(frame, parameter.node, frame.store.opaque('options', termsOf(values), { pure: false }), values);
}

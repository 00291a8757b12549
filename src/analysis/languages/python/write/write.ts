import type { Edit, ImportEdit } from '../../../findings.ts';
import type { RewritePlan } from '../../../rules/rule.ts';
import type { WritingNotes, Written } from '../../frontEnd.ts';
import type { Session } from '../../shared/lower/session.ts';
import { givenNames, merged } from '../../shared/write/edits.ts';
import { writeLibrary } from './library.ts';
import { writeShifts } from './shift.ts';
import { writeStored } from './stored.ts';
import { writeValues } from './value.ts';
import { requireNoHooks } from './hooks.ts';
import { requireNoInnerChanges } from './innerChanges.ts';
import { requireNoMore } from './lostOptions.ts';
import { Task } from './task.ts';
import { isTrained } from './trained.ts';
import { requireNoObjects } from '../../shared/write/objects.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { requireHarmless } from './hazards.ts';
import { requireResultsKept } from './savedResults.ts';
import { requireFloating } from './wholeNumbers.ts';

/** A plan as edits in the style of the text, or why it cannot be written. */
export function write(
  plan: RewritePlan,
  session: Session,
  texts: ReadonlyMap<number, string>,
  notes?: WritingNotes,
): Written {
  const task = new Task(plan, session, texts, notes);
  try {
    requireNoObjects(plan);
    requireFloating(plan);
    requireNoHooks(session, plan);
    requireNoMore(task);
    const written = writers[plan.writing](task);
    requireHarmless(task);
    requireResultsKept(task);
    requireNoInnerChanges(task);
    const { untrained } = plan;
    return written.ok && untrained !== undefined ? { ...written, isUntrained: !isTrained(task, untrained) } : written;
  } catch (error) {
    if (error instanceof Withheld) return { ok: false, reason: error.reason };
    throw error;
  }
}

type Writer = (task: Task) => Written;

const writers: Readonly<Record<RewritePlan['writing'], Writer>> = { shift, softmax, stored, value };

function shift(task: Task): Written {
  const { replacements, values } = task.plan;
  const names = writeShifts(
    task,
    replacements.filter((each) => !values?.has(each)),
  );
  if (values) writeValues(task, [...values], names);
  const assumptions = [...[...task.needed].map((need) => `${need} is installed`), ...task.assumed];
  return { ok: true, title: task.plan.title, ...written(task), assumptions, doubts: [] };
}

function stored(task: Task): Written {
  writeStored(task);
  return { ok: true, title: task.plan.title, ...written(task), assumptions: [...task.assumed], doubts: [] };
}

function value(task: Task): Written {
  const needs = writeValues(task, task.plan.replacements);
  return {
    ok: true,
    title: task.plan.title,
    ...written(task),
    assumptions: [...needs.map((need) => `${need} is installed`), ...task.assumed],
    doubts: task.isForeign ? needs.map((need) => `needs ${need}`) : [],
  };
}

function softmax(task: Task): Written {
  const [replacement] = task.plan.replacements;
  if (!replacement) throw new Withheld('there is nothing to replace');
  const { called, needs } = writeLibrary(task, replacement);
  const added = task.imported.includes(called) && task.isForeign && needs !== undefined;
  return {
    ok: true,
    title: `Replace with ${called}`,
    ...written(task),
    assumptions: needs === undefined ? [] : [`${needs} is installed`],
    doubts: added ? [`needs ${needs}`] : [],
  };
}

const builtins = /(?<![.\w])(?:abs|float|len|list|max|min|range|sum|zip)(?=\()/g;

/** What is made of a plan depends on whether the text has a meaning of its own for a name that Python has. */
function noteBuiltins(task: Task, edits: readonly Edit[]): void {
  for (const name of new Set(edits.flatMap(({ text }) => text.match(builtins) ?? []))) {
    task.has(new RegExp(String.raw`^(?:def|class) ${name}\b|^${name}\b.*=|\bimport\b.*\b${name}\b`, 'm'));
  }
}

function written(task: Task): Pick<Extract<Written, { ok: true }>, 'edits' | 'names' | 'imports'> {
  const { edits, given, imports } = task;
  const all = merged(edits);
  noteBuiltins(task, all);
  // logit = …, and for p, logit in …
  const gives = (code: string, name: string) => new RegExp(String.raw`(?<![^\s])${name} = |, ${name}$`).test(code);
  return {
    edits: all,
    names: givenNames(all, given, gives, '_'),
    imports: all.flatMap((edit, at): readonly ImportEdit[] => {
      const added = imports.get(edit);
      return added ? [{ edit: at, ...(added.names !== undefined && { names: added.names }) }] : [];
    }),
  };
}

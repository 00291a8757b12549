import type { RewritePlan } from '../../../rules/rule.ts';
import type { Written } from '../../frontEnd.ts';
import type { Session } from '../../shared/lower/session.ts';
import { givenNames, merged } from '../../shared/write/edits.ts';
import { requireNoObjects } from '../../shared/write/objects.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { writeLibrary } from './library.ts';
import { writeShifts } from './shift.ts';
import { requireNoOtherNames } from './otherNames.ts';
import { copyReadOnce } from './readOnce.ts';
import { withoutRounded } from './singles.ts';
import { Task } from './task.ts';
import { writeValues } from './value.ts';
import { requireUnrounded } from './wholeNumbers.ts';

/** A plan as edits in the style of the text, or why it cannot be written. */
export function write(plan: RewritePlan, session: Session): Written {
  const task = new Task(withoutRounded(plan), session);
  try {
    requireNoObjects(plan);
    requireUnrounded(plan);
    const title = writers[plan.writing](task);
    copyReadOnce(task);
    requireNoOtherNames(task);
    task.close();
    const edits = merged(task.edits);
    const names = givenNames(edits, task.given, gives, '');
    return { ok: true, title, edits, names, imports: [], assumptions: [], doubts: [...task.doubts] };
  } catch (error) {
    if (error instanceof Withheld) return { ok: false, reason: error.reason };
    throw error;
  }
}

function gives(code: string, name: string): boolean {
  return new RegExp(String.raw`\b(?:const|let|var) ${name.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(code);
}

/** What functions that a title names are called here. */
const named: Readonly<Record<string, string>> = {
  log_softmax: 'logSoftmax',
  log_sigmoid: 'logSigmoid',
  logsumexp: 'logSumExp',
};

/** Each gives the title that a user reads. */
const writers: Readonly<Record<RewritePlan['writing'], (task: Task) => string>> = {
  stored() {
    throw new Withheld(undefined); // arrays have one axis
  },
  shift(task) {
    const { replacements, values } = task.plan;
    const names = writeShifts(
      task,
      replacements.filter((each) => !values?.has(each)),
    );
    if (values) writeValues(task, [...values], names);
    return task.plan.title;
  },
  value(task) {
    writeValues(task, task.plan.replacements);
    return task.plan.title.replace(/log_\w+|logsumexp/, (name) => named[name] ?? name);
  },
  softmax(task) {
    const [replacement] = task.plan.replacements;
    if (!replacement) throw new Withheld('there is nothing to replace');
    return `Replace with ${writeLibrary(task, replacement)}`;
  },
};

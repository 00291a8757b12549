// Functions whose parameters people set with controls: interact(f, t=(0.0, 2.0)), gr.Interface(f, [gr.Slider(0, 2)], "label").
import type { Term } from '../../../terms/term.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { giveTerm, parameterTerm } from '../../shared/lower/inlining.ts';
import { setsByName, setsInOrder } from '../libraries/options.ts';
import { parametersOf } from './parameters.ts';

/** Notes what the controls of a call let the parameters of a function of the text be. */
export function giveControls(frame: Frame, path: string, { all, spread }: Arguments): void {
  const isByName = setsByName(path);
  if (spread || (!isByName && !setsInOrder(path))) return;
  const [first, ...others] = all.filter(({ keyword }) => keyword === undefined || keyword === 'fn');
  const callable = first && frame.session.callables.get(first.value.term);
  if (callable?.kind !== 'function') return;
  const { definition } = callable;
  const names = parametersOf(definition.node).map(({ name }) => name);
  const give = (name: string | undefined, control: Term) => {
    if (name !== undefined && names.includes(name))
      giveTerm(frame, definition, parameterTerm(frame, definition, name), leastOf(control));
  };
  if (isByName) {
    for (const { keyword, value } of all) give(keyword, value.term);
    return;
  }
  const inputs = (all.find(({ keyword }) => keyword === 'inputs') ?? others[0])?.value.term;
  const controls = inputs?.kind === 'stack' ? inputs.items : inputs ? [inputs] : [];
  controls.forEach((control, index) => {
    give(names[index], control);
  });
}

/** The least of (low, high) or (low, high, step); of a control, which says itself what it can be, the control. */
function leastOf(control: Term): Term {
  const [low] = control.kind === 'stack' ? control.items : [];
  return low ?? control;
}

// Calls of libraries that declare what somebody else gives: a field of a record, a slider, an option of a command.

export interface OptionCall {
  /** Where the value stands that it is unless another is given: keywords, or places. */
  readonly usual: readonly (string | number)[];
  /** Where the least stands that can be given. */
  readonly least: readonly (string | number)[];
}

const field: OptionCall = { usual: ['default', 0], least: ['ge'] };
const attribute: OptionCall = { usual: ['default'], least: [] };
const command: OptionCall = { usual: ['default', 0], least: ['min'] };
const control: OptionCall = { usual: ['value', 3], least: ['min_value', 1] };
const widget: OptionCall = { usual: ['value'], least: ['min'] };

export const optionCalls: Readonly<Record<string, OptionCall>> = {
  'pydantic.Field': field,
  'fastapi.Query': field,
  'fastapi.Body': field,
  'dataclasses.field': attribute,
  'attr.ib': attribute,
  'attr.field': attribute,
  'attrs.field': attribute,
  'typer.Option': command,
  'typer.Argument': command,
  'streamlit.slider': control,
  'streamlit.number_input': control,
  'streamlit.sidebar.slider': control,
  'streamlit.sidebar.number_input': control,
  'ipywidgets.FloatSlider': widget,
  'ipywidgets.BoundedFloatText': widget,
  'ipywidgets.FloatText': widget,
  'gradio.Slider': { usual: ['value', 2], least: ['minimum', 0] },
  'gradio.Number': { usual: ['value', 0], least: ['minimum'] },
};

/** Whether a function of a library has the parameters of another set by people, with a control for each by its name. */
export function setsByName(path: string): boolean {
  return /^ipywidgets\.(?:interact|interact_manual|interactive|interactive_output)$/.test(path);
}

/** Whether it has them set with controls in the order of the parameters. */
export function setsInOrder(path: string): boolean {
  return path === 'gradio.Interface';
}

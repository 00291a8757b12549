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
};

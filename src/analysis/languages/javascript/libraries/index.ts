// Which function of which library a dotted name is: its first part is the library, by the name that it has here.
import type { Family } from '../../shared/libraries/family.ts';
import { each, is, type FunctionTable, type KnownFunction } from '../../shared/libraries/operation.ts';
import { isArrayClass } from './arrayClasses.ts';
import { constants, globalFunctions, mathFunctions } from './ecmascript.ts';
import { mathjs, numbers, tfjs } from './families.ts';
import { d3Functions, lodashFunctions, mathjsFunctions, ramdaFunctions, sketchFunctions } from './others.ts';
import { tensorFunctions } from './tensors.ts';

interface Library {
  readonly functions: FunctionTable;
  readonly family: Family | undefined;
}

const libraries: Readonly<Record<string, Library>> = {
  Math: { functions: mathFunctions, family: numbers },
  tfjs: { functions: tensorFunctions, family: tfjs },
  mathjs: { functions: mathjsFunctions, family: mathjs },
  lodash: { functions: lodashFunctions, family: numbers },
  ramda: { functions: ramdaFunctions, family: numbers },
  p5: { functions: sketchFunctions, family: numbers },
  d3: { functions: d3Functions, family: numbers },
  assert: { functions: each('ok default strict default.ok strict.ok', is({ does: 'assert' })), family: undefined },
};

/** What a module is called here, by what it is imported as. */
export function libraryOf(specifier: string): string {
  // It was called deeplearn at first.
  if (/^(?:@tensorflow\/tfjs(-core|-node|-node-gpu)?|deeplearn)$/.test(specifier)) return 'tfjs';
  const lodash = /^(?:lodash|lodash-es|underscore)(?:\/(\w+)(?:\.js)?)?$/.exec(specifier);
  if (lodash) return lodash[1] === undefined ? 'lodash' : `lodash.${lodash[1]}`;
  if (specifier === 'd3' || specifier === 'd3-array') return 'd3';
  if (specifier === 'ramda') return 'ramda';
  if (/^(node:)?assert(\/strict)?$/.test(specifier)) return 'assert';
  return specifier === 'mathjs' ? 'mathjs' : JSON.stringify(specifier);
}

/** What scripts find as globals, also without an import. */
const globals: Readonly<Record<string, string>> = { Math: 'Math', tf: 'tfjs', _: 'lodash', R: 'ramda', d3: 'd3' };

/** The dotted name of what a name stands for that nothing in the text binds. */
export function globalNamed(name: string): string | undefined {
  if (Object.hasOwn(globals, name)) return globals[name];
  if (Object.hasOwn(sketchFunctions, name) || name === 'max' || name === 'min') return `p5.${name}`;
  const isKnown = Object.hasOwn(constants, name) || Object.hasOwn(globalFunctions, name);
  return isKnown || isArrayClass(name) || name === 'Number' || name === 'Object' ? name : undefined;
}

/** The function of that dotted name, if a table has it. */
export function findFunction(path: string): KnownFunction | undefined {
  if (Object.hasOwn(globalFunctions, path)) return { ...globalFunctions[path]!, family: undefined };
  const dot = path.indexOf('.');
  // A module that is a function is called by its own name.
  const [module, name] = dot < 0 ? [path, 'default'] : [path.slice(0, dot), path.slice(dot + 1)];
  const library = Object.hasOwn(libraries, module) ? libraries[module] : undefined;
  if (!library || !Object.hasOwn(library.functions, name)) return undefined;
  return { ...library.functions[name]!, family: library.family };
}

export function familyOfPath(path: string): Family | undefined {
  const [root = ''] = path.split('.');
  return Object.hasOwn(libraries, root) ? libraries[root]!.family : undefined;
}

export function findConstant(path: string): number | undefined {
  return Object.hasOwn(constants, path) ? constants[path] : undefined;
}

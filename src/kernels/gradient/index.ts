export { gradient, type GradientOptions, type GradientValues } from './run.ts';
export { rules, rulesNames, type Rules, type RulesName } from './rules.ts';
export { Tape, type Node as TapeNode } from './tape.ts';

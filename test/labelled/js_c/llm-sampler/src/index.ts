export * from './types';
export * from './processors';
export { Sampler } from './sampler';
export { logSoftmax, logSumExp, softmax } from './math';

export * from './types';
export { ACTIVATIONS, sigmoid, softmax } from './activations';
export { ActivationLayer, Dense, SoftmaxLayer } from './layers';
export {
  BinaryCrossEntropy,
  CategoricalCrossEntropy,
  LogCosh,
  MeanSquaredError,
} from './losses';
export { buildClassifier, buildDetector, Network } from './network';

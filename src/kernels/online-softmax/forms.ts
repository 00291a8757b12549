// The recurrence of a running sum is not differentiated, here or in a framework: the gradient is that of the softmax it
// computes, whose values can differ from the twin's in the rounding of the sum.
export { naive, stable } from '../softmax/forms.ts';

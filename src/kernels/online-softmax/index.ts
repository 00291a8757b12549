import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveOnlineSoftmax } from './naive.ts';
import { stableOnlineSoftmax } from './stable.ts';

export const onlineSoftmax: Kernel = {
  title: 'Online softmax',
  input: 'logits',
  result: 'vector',
  along: 'axis',
  takes: [],
  formula: {
    naive: 'exp(x) / s with s += exp(x) in one pass',
    stable: 'exp(x - m) / s with s = s * exp(m_old - m) + exp(x - m) in one pass, m the running maximum',
  },
  forms,
  naive: naiveOnlineSoftmax,
  stable: stableOnlineSoftmax,
};

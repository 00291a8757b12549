/** What a user reads in the menu. */
export const titles = {
  logSoftmax: 'Replace with log_softmax',
  library: 'Replace with logsumexp',
  running: 'Replace with a running logsumexp',
  inline: 'Take the maximum out of the sum',
  pair: 'Replace with logaddexp',
  larger: 'Take the larger one out of the sum',
  softplus: 'Replace with softplus of logsumexp',
  ofOne: 'Replace with softplus',
  pairs: 'Replace with logaddexp(0, logsumexp)',
  whole: 'Subtract the maximum and the log of the sum',
} as const;

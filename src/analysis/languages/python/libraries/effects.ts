// Calls that can give another value each time: what they return is equal to nothing else. All other calls are taken
// to give the same for the same arguments.

const changing = new Set([
  ...['next', 'input', 'open', 'iter', 'id', 'globals', 'locals'],
  ...['time.time', 'time.perf_counter', 'os.urandom'],
]);

const changingMethods = new Set([
  ...['pop', 'popleft', 'popitem', 'read', 'readline', 'readlines', 'get_nowait', 'recv', 'sample', 'rsample'],
  ...['next', '__next__', 'step', 'random', 'rand', 'randn', 'normal', 'uniform', 'choice', 'normal_', 'uniform_'],
]);

const randomFunctions = new Set([
  'rand',
  'randn',
  'randint',
  'normal',
  'bernoulli',
  'multinomial',
  'rand_like',
  'randn_like',
]);

/** By the full dotted name of what is called. */
export function changesByItself(path: string): boolean {
  // An object of a class is another one each time. Tensors are told by the tables of their libraries.
  return (
    /(^|\.)[A-Z]\w*$/.test(path) ||
    changing.has(path) ||
    path.split('.').includes('random') ||
    randomFunctions.has(path.split('.').at(-1) ?? '')
  );
}

export function methodChanges(name: string): boolean {
  return changingMethods.has(name);
}

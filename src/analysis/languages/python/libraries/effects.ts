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
  'randperm',
  'poisson',
  'dropout',
  'dropout1d',
  'dropout2d',
  'dropout3d',
  'alpha_dropout',
  'feature_alpha_dropout',
]);

/** By the full dotted name of what is called. */
export function changesByItself(path: string): boolean {
  // An object of a class is another one each time; F and G are functions. Tensors are told by the tables of their libraries.
  return (
    /(^|\.)[A-Z]\w+$/.test(path) ||
    changing.has(path) ||
    path.split('.').includes('random') ||
    randomFunctions.has(path.split('.').at(-1) ?? '')
  );
}

export function methodChanges(name: string): boolean {
  return changingMethods.has(name);
}

const iterators = new Set([
  ...['map', 'zip', 'filter', 'enumerate', 'reversed', 'iter', 'chain', 'islice', 'cycle', 'starmap', 'takewhile'],
  ...['dropwhile', 'accumulate', 'zip_longest', 'pairwise', 'from_iterable', 'reader', 'DictReader', 'finditer'],
]);

/** By the last part of what is called. */
export function makesIterator(name: string): boolean {
  return iterators.has(name);
}

const keeping = new Set([
  ...['items', 'keys', 'values', 'item', 'tolist', 'size', 'dim', 'numel', 'count', 'index', 'lower', 'upper', 'strip'],
  ...['split', 'format', 'join', 'startswith', 'endswith'],
]);

/** Whether a method only gives a value, whatever it is of. What a queue gives without being told what, it has no more. */
export function onlyGives(name: string, args: number): boolean {
  return keeping.has(name) || (name === 'get' && args > 0);
}

const setting = new Set(['register_buffer', 'register_parameter', 'add_module', 'register_module']);

/** Whether a method sets the attribute of its object that its first argument names to its second. */
export function setsAttribute(name: string | undefined): boolean {
  return name !== undefined && setting.has(name);
}

const itself = new Set([
  ...['train', 'eval', 'to', 'cuda', 'cpu', 'xpu', 'ipu', 'float', 'double', 'half', 'bfloat16', 'type', 'to_empty'],
  ...['requires_grad_', 'share_memory', 'set_dtype'],
]);

/** Whether a method gives the model, or the layer, that it is of. */
export function givesItself(name: string): boolean {
  return itself.has(name);
}

/** Methods that objects of many libraries have: environments, optimizers, loaders, models, containers. */
const common = new Set([
  ...[
    'step',
    'reset',
    'update',
    'close',
    'render',
    'seed',
    'run',
    'start',
    'stop',
    'clear',
    'copy',
    'get',
    'set',
    'add',
  ],
  ...[
    'append',
    'extend',
    'insert',
    'remove',
    'pop',
    'keys',
    'values',
    'items',
    'index',
    'count',
    'sort',
    'join',
    'split',
  ],
  ...['fit', 'transform', 'fit_transform', 'predict', 'predict_log_proba', 'score', 'evaluate', 'compile'],
  ...[
    'forward',
    'backward',
    'call',
    'apply',
    'init',
    'build',
    'train',
    'eval',
    'test',
    'parameters',
    'state_dict',
    'to',
  ],
  ...[
    'sample',
    'rsample',
    'log_prob',
    'prob',
    'entropy',
    'mean',
    'mode',
    'encode',
    'decode',
    'read',
    'write',
    'load',
    'save',
  ],
  ...[
    'size',
    'shape',
    'dim',
    'device',
    'next',
    'send',
    'log',
    'info',
    'debug',
    'warning',
    'error',
    'format',
    'generate',
  ],
]);

export function isCommonMethod(name: string): boolean {
  return common.has(name);
}

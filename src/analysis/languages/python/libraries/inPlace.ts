// Which functions and methods change an array or a list in place, and which give one that is held in the same place as another.

/** Methods that change their object, of lists and dictionaries too. Those with a `_` behind their name all do. */
const changing = new Set([
  ...['append', 'appendleft', 'extend', 'insert', 'remove', 'pop', 'popleft', 'popitem', 'clear', 'reverse', 'sort'],
  ...['fill', 'put', 'itemset', 'resize', 'partition', 'setfield', 'update', 'setdefault', 'rotate', 'byteswap'],
  ...['assign_add', 'assign_sub'],
]);

/** What ends like one that changes something, and does not change values. */
const keeping = new Set(['requires_grad_', 'share_memory_', 'retain_grad_']);

/** By the last part of what a method is called. */
export function changesObject(method: string): boolean {
  return changing.has(method) || isInPlace(method);
}

export function isInPlace(name: string): boolean {
  return (/[^_]_$/.test(name) && !keeping.has(name)) || /^__i\w+__$|^__setitem__$/.test(name);
}

const functions = new Set([
  ...['numpy.copyto', 'numpy.put', 'numpy.place', 'numpy.putmask', 'numpy.fill_diagonal', 'numpy.put_along_axis'],
  ...['numpy.random.shuffle', 'random.shuffle', 'operator.iadd', 'operator.imul', 'operator.isub', 'operator.itruediv'],
  ...['heapq.heappush', 'heapq.heappop', 'heapq.heapify', 'heapq.heapreplace', 'heapq.heappushpop', 'bisect.insort'],
  ...['operator.setitem', 'operator.delitem', 'operator.iconcat', 'operator.ipow', 'operator.ifloordiv'],
]);

/** Whether a function of a library changes its first argument, by its full dotted name: np.add.at, nn.init.normal_ */
export function changesFirst(path: string): boolean {
  return (
    functions.has(path) ||
    (/(?:^|\.)(?:ndarray|Tensor|list|dict|set|bytearray|deque)\.\w+$/.test(path) &&
      changesObject(path.slice(path.lastIndexOf('.') + 1))) ||
    /^(jax\.)?numpy\.\w+\.at$/.test(path) ||
    isInPlace(path.slice(path.lastIndexOf('.') + 1))
  );
}

/** Activations of PyTorch by how many arguments stand before the one that says that they change what they are given. */
const flagged: Readonly<Record<string, number>> = {
  ...places('relu relu6 selu silu mish hardswish hardsigmoid ReLU ReLU6 SELU SiLU Mish Hardswish Hardsigmoid', 1),
  ...places('elu celu leaky_relu ELU CELU LeakyReLU Dropout Dropout1d Dropout2d Dropout3d AlphaDropout', 2),
  ...places('hardtanh threshold Threshold Hardtanh RReLU', 3),
  ...places('dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout', 3),
  rrelu: 4,
};

function places(names: string, place: number): Readonly<Record<string, number>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, place]));
}

/**
 * Which argument of a function of PyTorch, by its full dotted name, says that it changes the first; of a layer, counted from
 * what it is called with.
 */
export function placeOfInPlace(path: string): number | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return path.startsWith('torch.') && Object.hasOwn(flagged, name) ? flagged[name] : undefined;
}

const copies =
  /^(clone|copy|deepcopy|array|tensor|tolist|list|tuple|set|dict|sorted|astype|copysign|roll|repeat|tile)$/;
const views = new Set([
  ...[
    'numpy',
    'detach',
    'cpu',
    'cuda',
    'contiguous',
    'view',
    'view_as',
    'reshape',
    'ravel',
    'squeeze',
    'transpose',
    'permute',
  ],
  ...[
    'narrow',
    'select',
    'unbind',
    'unfold',
    'expand',
    'expand_as',
    'movedim',
    'moveaxis',
    'swapaxes',
    'rollaxis',
    'diagonal',
  ],
  ...['split', 'array_split', 'hsplit', 'vsplit', 'chunk', 'broadcast_to', 'atleast_1d', 'atleast_2d', 'atleast_3d'],
  ...[
    'asarray',
    'asanyarray',
    'ascontiguousarray',
    'from_numpy',
    'as_tensor',
    'memoryview',
    'iter',
    'reversed',
    'enumerate',
  ],
]);

/**
 * Whether what a function gives holds the values of its first argument in the same place: a change of one is seen in the
 * other. Undefined where its name does not tell.
 */
export function sharesPlace(name: string): boolean | undefined {
  if (copies.test(name)) return false;
  return views.has(name) ? true : undefined;
}

/** Calls after which any parameter of a model may hold other values: those of an optimizer's step, of what loads a model. */
export function changesAll(name: string): boolean {
  return /^(?:step|load_state_dict|load_weights|set_weights|apply_gradients|minimize|vector_to_parameters)$/.test(name);
}

/** What gives the parameters of a model, whichever of its attributes they are. */
export function givesParameters(key: string): boolean {
  return /^method (?:parameters|named_parameters|buffers|named_buffers|children|modules|state_dict) /.test(key);
}

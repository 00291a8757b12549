// Decorators and functions of functions, and of models, that leave the value of a call as it is: compiled, cached, without
// gradients, copied, on several devices.

const transparent = new Set([
  ...['jax.jit', 'jax.checkpoint', 'jax.remat', 'jax.custom_vjp', 'jax.custom_jvp', 'flax.linen.compact'],
  ...['torch.no_grad', 'torch.inference_mode', 'torch.enable_grad', 'torch.compile', 'torch.autocast'],
  ...['torch.jit.script', 'torch.jit.script_method', 'torch.jit.export', 'torch.jit.ignore', 'torch.jit.unused'],
  ...['torch.cuda.amp.autocast', 'torch.cuda.amp.custom_fwd', 'tensorflow.function', 'mlx.core.compile'],
  ...['numba.jit', 'numba.njit', 'numba.vectorize', 'functools.lru_cache', 'functools.cache', 'functools.wraps'],
  ...['torch.nn.DataParallel', 'torch.nn.parallel.DataParallel', 'torch.nn.parallel.DistributedDataParallel'],
  ...['torch.jit.trace', 'copy.copy', 'copy.deepcopy'],
  ...['equinox.filter_jit', 'flax.nnx.jit', 'torch.nn.SyncBatchNorm.convert_sync_batchnorm', 'torch.jit.freeze'],
  ...['tinygrad.TinyJit', 'typing.override', 'typing.no_type_check', 'abc.abstractmethod', 'typing.overload'],
]);

/** By the full dotted name of the decorator, its arguments apart. */
export function keepsValue(path: string): boolean {
  return transparent.has(path);
}

/** Whether a call makes a list of the layers in the list that it is given. */
export function holdsLayers(path: string): boolean {
  return path === 'torch.nn.ModuleList';
}

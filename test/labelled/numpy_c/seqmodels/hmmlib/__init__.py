from .core import GaussianHMM
from .utils import logsumexp, log_normalize

__all__ = ['GaussianHMM', 'logsumexp', 'log_normalize']

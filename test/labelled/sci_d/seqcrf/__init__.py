from .model import LinearChainCRF

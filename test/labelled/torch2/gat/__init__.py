from .layers import GATLayer, GATv2Layer, AttnPool
from .scatter import segment_softmax, scatter_sum

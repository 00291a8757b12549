from .attention import AttentionWithContext, Attention, MaskedSelfAttention
from .outputs import TemperatureSoftmax, GatedSigmoid

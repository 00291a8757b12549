from .model import Encoder, Projector, GraphCL
from .losses import info_nce, supcon, debiased_loss

__all__ = ["Encoder", "Projector", "GraphCL", "info_nce", "supcon", "debiased_loss"]

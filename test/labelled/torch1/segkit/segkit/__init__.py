from .registry import build_loss, LOSSES
from .net import UNetLite

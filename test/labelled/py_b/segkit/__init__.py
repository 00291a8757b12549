from .registry import LOSSES, build_loss
from . import losses, heads

from mdn.heads import MDNHead, HurdleHead
from mdn.objectives import mdn_nll, hurdle_nll

__all__ = ["MDNHead", "HurdleHead", "mdn_nll", "hurdle_nll"]

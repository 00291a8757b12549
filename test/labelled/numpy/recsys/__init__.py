from .factor import LogisticMF, BPR
from .ranking import ListNet, LambdaRank

__all__ = ["LogisticMF", "BPR", "ListNet", "LambdaRank"]

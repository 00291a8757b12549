"""Segment operations without torch_scatter."""
import torch
from torch import Tensor


def _expand(index: Tensor, src: Tensor) -> Tensor:
    shape = [-1] + [1] * (src.dim() - 1)
    return index.view(shape).expand_as(src)


def scatter_sum(src: Tensor, index: Tensor, n: int) -> Tensor:
    out = torch.zeros((n,) + tuple(src.shape[1:]), dtype=src.dtype, device=src.device)
    return out.scatter_add_(0, _expand(index, src), src)


def scatter_max(src: Tensor, index: Tensor, n: int) -> Tensor:
    out = torch.full((n,) + tuple(src.shape[1:]), float("-inf"), dtype=src.dtype, device=src.device)
    return out.scatter_reduce_(0, _expand(index, src), src, reduce="amax", include_self=True)


def segment_softmax(src: Tensor, index: Tensor, n: int) -> Tensor:
    peak = scatter_max(src.detach(), index, n)
    out = (src - peak[index]).exp()  #@ stable naive-softmax
    return out / (scatter_sum(out, index, n)[index] + 1e-16)  #@ stable naive-softmax


def segment_weights(src: Tensor, index: Tensor, n: int) -> Tensor:
    out = torch.exp(src)
    denom = scatter_sum(out, index, n)
    return out / (denom[index] + 1e-16)  #@ unstable naive-softmax


def segment_softmax_global(src: Tensor, index: Tensor, n: int) -> Tensor:
    e = (src - src.max()).exp()
    total = scatter_sum(e, index, n)
    return e / total[index]  #@ unstable wrong-shift


def degree_norm(index: Tensor, n: int) -> Tensor:
    deg = scatter_sum(torch.ones_like(index, dtype=torch.float), index, n)
    return torch.log(deg + 1.0)  #@ stable other

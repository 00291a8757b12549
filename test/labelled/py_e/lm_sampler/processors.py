from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def apply_temperature(logits: Tensor, temperature: float) -> Tensor:
    return logits / temperature  #@ unstable zero-temperature across


def scale_logits(logits: Tensor, temperature: float) -> Tensor:
    return logits / max(temperature, 1e-5)  #@ stable zero-temperature


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    if k <= 0:
        return logits
    k = min(k, logits.size(-1))
    kth = torch.topk(logits, k, dim=-1).values[..., -1, None]
    return logits.masked_fill(logits < kth, float("-inf"))


def top_p_filter(logits: Tensor, p: float) -> Tensor:
    if p >= 1.0:
        return logits
    sorted_logits, idx = torch.sort(logits, descending=True, dim=-1)
    cum = F.softmax(sorted_logits, dim=-1).cumsum(dim=-1)  #@ stable other
    drop = cum > p
    drop[..., 1:] = drop[..., :-1].clone()
    drop[..., 0] = False
    mask = torch.zeros_like(drop).scatter(-1, idx, drop)
    return logits.masked_fill(mask, float("-inf"))


def bias_half(logits: Tensor, banned: list[int]) -> Tensor:
    """Forbid a list of ids; runs before the sampler's cast to fp32."""
    logits = logits.half()
    bias = torch.zeros_like(logits)
    bias[:, banned] = -1e9  #@ unstable mask-constant
    return torch.softmax(logits + bias, dim=-1)


def bias_full(logits: Tensor, banned: list[int]) -> Tensor:
    logits = logits.float()
    logits[:, banned] = -1e9  #@ stable mask-constant
    return torch.softmax(logits, dim=-1)


def repetition(logits: Tensor, prev: Tensor, penalty: float) -> Tensor:
    score = torch.gather(logits, 1, prev)
    score = torch.where(score < 0, score * penalty, score / penalty)
    return logits.scatter(1, prev, score)


def allowed_only(logits: Tensor, allowed: Tensor) -> Tensor:
    """`allowed` comes from the grammar automaton and is empty at a dead end."""
    scores = torch.full_like(logits, float("-inf"))
    scores = torch.where(allowed, logits, scores)
    return F.softmax(scores, dim=-1)  #@ unstable fully-masked-row

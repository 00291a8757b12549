from dataclasses import dataclass


@dataclass(frozen=True)
class GPTConfig:
    vocab: int = 50304
    d: int = 384
    heads: int = 6
    layers: int = 6
    ctx: int = 256
    theta: float = 10000.0
    return_probs: bool = True

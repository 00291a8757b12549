from dataclasses import dataclass, field
from typing import Optional


@dataclass
class MoEConfig:
    vocab_size: int = 32000
    d_model: int = 512
    n_heads: int = 8
    n_layers: int = 6
    n_experts: int = 8
    top_k: int = 2
    max_len: int = 1024
    router_z_coef: float = 1e-3
    balance_coef: float = 1e-2
    entropy_coef: float = 1e-3


@dataclass
class SamplingConfig:
    temperature: float = 0.8
    top_p: float = 0.95
    top_k: Optional[int] = None
    max_new_tokens: int = 128
    stop_ids: list = field(default_factory=list)


@dataclass
class EvalConfig:
    """Deterministic decoding used for the benchmark tables."""

    temperature: float = 0.0
    max_new_tokens: int = 64

from dataclasses import dataclass, field
from typing import Tuple


@dataclass(frozen=True)
class ModelConfig:
    embed_dim: int = 512
    depth: int = 6
    heads: int = 8
    vocab_size: int = 49408
    context_length: int = 77
    dtype: str = "float16"
    normalize: bool = True


@dataclass(frozen=True)
class TrainConfig:
    lr: float = 5e-4
    warmup: int = 2000
    steps: int = 100_000
    temperature: float = 0.07
    betas: Tuple[float, float] = (0.9, 0.98)
    model: ModelConfig = field(default_factory=ModelConfig)

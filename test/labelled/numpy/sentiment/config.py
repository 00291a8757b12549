from dataclasses import dataclass, field
from typing import List


@dataclass
class Config:
    vocab_size: int = 20000
    maxlen: int = 128
    embed_dim: int = 64
    hidden: List[int] = field(default_factory=lambda: [64, 32])
    num_classes: int = 3
    out_activation: str = "softmax"
    dropout: float = 0.3
    lr: float = 1e-3
    batch_size: int = 64
    epochs: int = 4
    teacher_temperature: float = 4.0

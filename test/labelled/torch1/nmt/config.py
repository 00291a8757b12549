from dataclasses import dataclass


@dataclass
class Config:
    vocab: int = 32000
    dim: int = 512
    heads: int = 8
    layers: int = 6
    dropout: float = 0.1
    fp16: bool = True
    mask_value: float = -1e9
    sample_temperature: float = 0.0
    gen_temperature: float = 0.7
    label_smoothing: float = 0.1
    warmup: int = 4000

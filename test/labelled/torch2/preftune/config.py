from dataclasses import dataclass


@dataclass
class PrefConfig:
    model_name: str = "gpt2"
    loss_type: str = "sigmoid"
    beta: float = 0.1
    label_smoothing: float = 0.0
    reference_free: bool = False
    lr: float = 5e-7
    batch_size: int = 8
    max_steps: int = 1000
    warmup: int = 150
    gamma: float = 0.5

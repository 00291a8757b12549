from dataclasses import dataclass, field
from typing import Dict, List, Optional


@dataclass
class SamplingParams:
    max_new_tokens: int = 128
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    repetition_penalty: float = 1.0
    logit_bias: Dict[int, float] = field(default_factory=dict)
    stop: Optional[List[int]] = None


GREEDY = SamplingParams(temperature=0.0)
CREATIVE = SamplingParams(temperature=1.1, top_p=0.95)
PRESETS = {"greedy": GREEDY, "creative": CREATIVE, "default": SamplingParams(temperature=0.7, top_k=50)}

from .policy import PolicyLM
from .trainer import RLHFTrainer

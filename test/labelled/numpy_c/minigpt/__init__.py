from .model import gpt2, GPTConfig

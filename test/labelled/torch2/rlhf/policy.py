from typing import Dict, Optional

import torch
import torch.nn as nn


class Normalizer:
    """turns head outputs into distributions"""

    def __init__(self, kind: str = "softmax"):
        self.kind = kind

    def __call__(self, z: torch.Tensor) -> torch.Tensor:
        if self.kind == "softmax":
            return z.softmax(dim=-1)
        return z.sigmoid()


class PolicyLM(nn.Module):
    def __init__(self, vocab=1000, dim=128):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.rnn = nn.GRU(dim, dim, batch_first=True)
        self.lm_head = nn.Linear(dim, vocab)
        self.value_head = nn.Linear(dim, 1)
        self.norm = Normalizer()
        self.last_probs: Optional[torch.Tensor] = None

    def forward(self, ids) -> Dict[str, torch.Tensor]:
        h, _ = self.rnn(self.emb(ids))
        logits = self.lm_head(h)
        self.last_probs = self.norm(logits)
        return {"logits": logits, "probs": self.last_probs, "values": self.value_head(h).squeeze(-1)}

    def entropy(self):
        p = self.last_probs
        return -(p * torch.log(p)).sum(-1).mean()  #@ unstable log-of-softmax across


class RewardModel(nn.Module):
    def __init__(self, vocab=1000, dim=128):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.rnn = nn.GRU(dim, dim, batch_first=True)
        self.head = nn.Linear(dim, 1)
        self.gate = Normalizer("sigmoid")

    def forward(self, ids):
        h, _ = self.rnn(self.emb(ids))
        return self.head(h[:, -1]).squeeze(-1)

    def score(self, ids):
        return self.gate(self(ids))

import argparse
import logging
from dataclasses import dataclass
from typing import Optional

import torch
import torch.nn as nn
from torch.cuda.amp import GradScaler, autocast

logger = logging.getLogger(__name__)


@dataclass
class ModelOutput:
    loss: Optional[torch.Tensor] = None
    logits: Optional[torch.Tensor] = None


@dataclass
class TrainingArguments:
    lr: float = 3e-5
    epochs: int = 3
    fp16: bool = True
    label_smoothing: float = 0.0
    log_every: int = 50


class SelfAttention(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.h = h
        self.qkv = nn.Linear(d, 3 * d)
        self.o = nn.Linear(d, d)

    def forward(self, x, ext_mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.h, d // self.h).permute(2, 0, 3, 1, 4)
        s = q @ k.transpose(-1, -2) / (d // self.h) ** 0.5
        s = s + ext_mask
        p = nn.functional.softmax(s, dim=-1)
        return self.o((p @ v).transpose(1, 2).reshape(b, n, d))


class Encoder(nn.Module):
    def __init__(self, vocab, d=128, h=4, depth=2, n_cls=2):
        super().__init__()
        self.emb = nn.Embedding(vocab, d, padding_idx=0)
        self.layers = nn.ModuleList(SelfAttention(d, h) for _ in range(depth))
        self.cls = nn.Linear(d, n_cls)
        self.activation = nn.Softmax(dim=-1)

    def extended_mask(self, mask, dtype=torch.float32):
        ext = mask[:, None, None, :].to(dtype)
        return (1.0 - ext) * -10000.0  #@ stable mask-constant

    def forward(self, input_ids, attention_mask, labels=None):
        h = self.emb(input_ids)
        ext = self.extended_mask(attention_mask)
        for l in self.layers:
            h = h + l(h, ext)
        logits = self.activation(self.cls(h[:, 0]))
        return ModelOutput(logits=logits)


class Trainer:
    def __init__(self, model, args, train_loader, eval_loader=None):
        self.model, self.args = model, args
        self.train_loader, self.eval_loader = train_loader, eval_loader
        self.opt = torch.optim.AdamW(model.parameters(), lr=args.lr)
        self.scaler = GradScaler(enabled=args.fp16)
        self.loss_fct = nn.CrossEntropyLoss(label_smoothing=args.label_smoothing)

    def compute_loss(self, batch, return_outputs=False):
        labels = batch.pop("labels")
        outputs = self.model(**batch)
        loss = self.loss_fct(outputs.logits, labels)  #@ unstable softmax-before-ce across
        return (loss, outputs) if return_outputs else loss

    def train(self):
        step = 0
        for epoch in range(self.args.epochs):
            for batch in self.train_loader:
                with autocast(enabled=self.args.fp16):
                    loss = self.compute_loss(batch)
                self.scaler.scale(loss).backward()
                self.scaler.step(self.opt)
                self.scaler.update()
                self.opt.zero_grad(set_to_none=True)
                step += 1
                if step % self.args.log_every == 0:
                    logger.info("step %d loss %.4f", step, loss.item())

    @torch.no_grad()
    def evaluate(self):
        n = ok = 0
        for batch in self.eval_loader:
            y = batch["labels"].clone()
            _, out = self.compute_loss(batch, True)
            ok += (out.logits.argmax(-1) == y).sum().item()
            n += len(y)
        return {"accuracy": ok / max(n, 1)}


def build(vocab=30522):
    model = Encoder(vocab)
    fake = [dict(input_ids=torch.randint(1, vocab, (8, 32)), attention_mask=torch.ones(8, 32), labels=torch.randint(0, 2, (8,))) for _ in range(4)]
    return Trainer(model, TrainingArguments(fp16=False), fake, fake)


if __name__ == "__main__":
    argparse.ArgumentParser().parse_args()
    t = build()
    t.train()

import math
from typing import Any, Dict, List

import pytorch_lightning as pl
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchmetrics
from torch.utils.data import DataLoader


class Backbone(nn.Module):
    def __init__(self, vocab: int, dim: int):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim, padding_idx=0)
        layer = nn.TransformerEncoderLayer(dim, 4, batch_first=True)
        self.enc = nn.TransformerEncoder(layer, 2)

    def forward(self, ids):
        return self.enc(self.emb(ids), src_key_padding_mask=ids.eq(0))


class MultiLabelTagger(pl.LightningModule):
    def __init__(self, vocab: int = 30000, dim: int = 128, n_tags: int = 20, lr: float = 1e-3, **kw):
        super().__init__()
        self.save_hyperparameters()
        self.net = Backbone(vocab, dim)
        self.head = nn.Linear(dim, n_tags)
        self.act = nn.Sigmoid()
        self.criterion = nn.BCEWithLogitsLoss()
        self.f1 = torchmetrics.F1Score(task="multilabel", num_labels=n_tags)

    def forward(self, batch: Dict[str, Any]):
        h = self.net(batch["input_ids"])
        m = batch["input_ids"].ne(0).unsqueeze(-1).float()
        pooled = (h * m).sum(1) / m.sum(1).clamp(min=1)
        return self.act(self.head(pooled))

    def training_step(self, batch, batch_idx):
        y_hat = self(batch)
        loss = self.criterion(y_hat, batch["labels"].float())  #@ unstable softmax-before-ce across
        self.log("train_loss", loss, prog_bar=True)
        self.log("train_ppl_proxy", math.exp(min(loss.item(), 20)))  #@ stable other
        return loss

    def validation_step(self, batch, batch_idx):
        y_hat = self(batch)
        loss = F.binary_cross_entropy(y_hat, batch["labels"].float())  #@ stable bce-after-sigmoid
        self.f1(y_hat, batch["labels"])
        self.log("val_loss", loss)
        self.log("val_f1", self.f1, on_epoch=True)

    def configure_optimizers(self):
        opt = torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
        sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, (s + 1) / 500) * math.exp(-s / 1e5))  #@ stable other
        return {"optimizer": opt, "lr_scheduler": {"scheduler": sched, "interval": "step"}}


class IntentClassifier(pl.LightningModule):
    def __init__(self, vocab: int = 30000, dim: int = 128, n_intents: int = 60, ent_coef: float = 0.0):
        super().__init__()
        self.save_hyperparameters()
        self.net = Backbone(vocab, dim)
        self.classifier = nn.Sequential(nn.Dropout(0.1), nn.Linear(dim, n_intents))
        self.criterion = nn.CrossEntropyLoss()
        self.acc = torchmetrics.Accuracy(task="multiclass", num_classes=n_intents)

    def forward(self, ids):
        probs = self.classifier(self.net(ids)[:, 0])
        return probs

    def step(self, batch):
        ids, y = batch
        probs = self(ids)
        loss = self.criterion(probs, y)  #@ stable softmax-before-ce
        return probs, loss

    def training_step(self, batch, batch_idx):
        out, loss = self.step(batch)
        if self.hparams.ent_coef:
            loss = loss - self.hparams.ent_coef * self._entropy(out)
        return loss

    def _entropy(self, logits):
        p = logits.softmax(-1)
        return -(p * p.log()).sum(-1).mean()  #@ unstable log-of-softmax

    def validation_step(self, batch, batch_idx):
        out, loss = self.step(batch)
        self.acc(out, batch[1])
        self.log_dict({"val_loss": loss, "val_acc": self.acc})

    def predict_step(self, batch, batch_idx, dataloader_idx=0):
        return self._confidences(self(batch[0]))

    @staticmethod
    def _confidences(z) -> List[float]:
        out = []
        for row in z.tolist():
            exps = [math.exp(v) for v in row]
            total = sum(exps)
            out.append(max(e / total for e in exps))  #@ unstable naive-softmax
        return out

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-4)


def fit(train_ds, val_ds, multilabel=False):
    pl.seed_everything(42)
    model = MultiLabelTagger() if multilabel else IntentClassifier(ent_coef=0.01)
    trainer = pl.Trainer(max_epochs=5, precision=16, gradient_clip_val=1.0)
    trainer.fit(model, DataLoader(train_ds, 32, shuffle=True), DataLoader(val_ds, 32))
    return model

import pytorch_lightning as pl
import torch
import torch.nn.functional as F
import torchmetrics
from torch import nn
from transformers import AutoModel


class Pooler(nn.Module):
    def forward(self, h, mask):
        m = mask.unsqueeze(-1).float()
        return (h * m).sum(1) / m.sum(1).clamp(min=1e-9)  #@ stable other


class AttnPool(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.w = nn.Linear(d, 1)

    def forward(self, h, mask):
        s = self.w(h).squeeze(-1)
        s = s.masked_fill(mask == 0, torch.finfo(s.dtype).min)  #@ stable mask-constant
        return (s.softmax(-1).unsqueeze(-1) * h).sum(1)


class LitText(pl.LightningModule):
    def __init__(self, backbone="distilbert-base-uncased", n_cls=4, lr=2e-5, pool="mean"):
        super().__init__()
        self.save_hyperparameters()
        self.enc = AutoModel.from_pretrained(backbone)
        d = self.enc.config.hidden_size
        self.pool = Pooler() if pool == "mean" else AttnPool(d)
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(d, n_cls))
        self.acc = torchmetrics.Accuracy(task="multiclass", num_classes=n_cls)
        self.criterion = nn.CrossEntropyLoss()

    def forward(self, batch):
        h = self.enc(batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
        logits = self.head(self.pool(h, batch["attention_mask"]))
        return torch.softmax(logits, dim=-1)

    def _shared(self, batch, stage):
        logits = self(batch)
        loss = self.criterion(logits, batch["labels"])  #@ unstable softmax-before-ce across
        self.acc(logits, batch["labels"])
        self.log(f"{stage}_loss", loss, prog_bar=True)  #@ stable other
        self.log(f"{stage}_acc", self.acc)  #@ stable other
        return loss

    def training_step(self, batch, _):
        return self._shared(batch, "train")

    def validation_step(self, batch, _):
        return self._shared(batch, "val")

    def configure_optimizers(self):
        opt = torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
        return {"optimizer": opt, "lr_scheduler": torch.optim.lr_scheduler.CosineAnnealingLR(opt, 10)}


class LitImage(pl.LightningModule):
    def __init__(self, net, n_cls=10):
        super().__init__()
        self.net = net
        self.fc = nn.LazyLinear(n_cls)

    def forward(self, x):
        return F.log_softmax(self.fc(self.net(x)), dim=1)  #@ stable log-of-softmax

    def training_step(self, batch, idx):
        x, y = batch
        loss = F.nll_loss(self(x), y)  #@ stable nll-of-softmax
        self.log("train_loss", loss)  #@ stable other
        return loss

    def predict_step(self, batch, idx):
        return self(batch[0]).exp()  #@ stable naive-softmax

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), 1e-3)


class LitMultiLabel(LitImage):
    def forward(self, x):
        return torch.sigmoid(self.fc(self.net(x)))

    def training_step(self, batch, idx):
        x, y = batch
        p = self(x)
        loss = -(y * torch.log(p + 1e-8) + (1 - y) * torch.log(1 - p + 1e-8)).mean()  #@ unstable log-eps-hack across
        self.log("train_loss", loss)  #@ stable other
        return loss


if __name__ == "__main__":
    pl.seed_everything(1)
    model = LitText()
    trainer = pl.Trainer(max_epochs=3, precision="16-mixed", gradient_clip_val=1.0)

import numpy as np
import torch
from torch import nn


class Tower(nn.Module):
    def __init__(self, d_in, d_out):
        super().__init__()
        self.proj = nn.Linear(d_in, d_out)
        self.ln = nn.LayerNorm(d_out)

    def forward(self, x):
        return self.ln(self.proj(x))


class MiniCLIP(nn.Module):
    def __init__(self, d_img=512, d_txt=384, d=256):
        super().__init__()
        self.visual, self.text = Tower(d_img, d), Tower(d_txt, d)
        self.logit_scale = nn.Parameter(torch.ones([]) * np.log(1 / 0.07))  #@ stable other

    def encode(self, img, txt):
        i, t = self.visual(img), self.text(txt)
        return i / i.norm(dim=-1, keepdim=True), t / t.norm(dim=-1, keepdim=True)

    def forward(self, img, txt):
        i, t = self.encode(img, txt)
        s = self.logit_scale.clamp(max=np.log(100)).exp()  #@ stable other
        logits = s * i @ t.t()
        return logits, logits.t()

    def zero_shot(self, img, class_emb):
        i, t = self.encode(img, class_emb)
        return (100. * i @ t.T).softmax(-1)

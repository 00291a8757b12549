import torch
import torch.nn as nn
import torch.nn.functional as F
from .crf import CRF
from .utils import seq_mask


class BiLSTM_CRF(nn.Module):
    def __init__(self, vocab, n_tags, emb=64, hid=128):
        super().__init__()
        self.emb = nn.Embedding(vocab, emb)
        self.lstm = nn.LSTM(emb, hid // 2, bidirectional=True, batch_first=True)
        self.out = nn.Linear(hid, n_tags + 2)
        self.attn = nn.Linear(hid, 1)
        self.crf = CRF(n_tags)

    def _feats(self, x):
        return self.out(self.lstm(self.emb(x))[0])

    def loss(self, x, y):
        return self.crf.nll(self._feats(x)[0], y)

    def pooled(self, x, lens):
        h, _ = self.lstm(self.emb(x))
        m = seq_mask(lens)
        a = self.attn(h).squeeze(-1).masked_fill(~m, -1e4)  #@ stable mask-constant
        return (F.softmax(a, -1).unsqueeze(-1) * h).sum(1)

    def token_probs(self, x):
        return F.softmax(self._feats(x), -1)

    def softmax_loss(self, x, y):
        p = self.token_probs(x)
        return F.nll_loss(torch.log(p + 1e-8).flatten(0, 1), y.flatten())  #@ unstable log-eps-hack across

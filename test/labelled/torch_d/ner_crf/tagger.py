import torch
import torch.nn as nn

from .crf import CRF


class CharCNN(nn.Module):
    def __init__(self, n_chars, dim=30):
        super().__init__()
        self.emb = nn.Embedding(n_chars, dim, padding_idx=0)
        self.conv = nn.Conv1d(dim, dim, 3, padding=1)

    def forward(self, c):
        return self.conv(self.emb(c).transpose(1, 2)).max(-1)[0]


class SelfAttention(nn.Module):
    """Additive attention over tokens (Bahdanau)."""

    def __init__(self, dim):
        super().__init__()
        self.w = nn.Linear(dim, dim)
        self.v = nn.Linear(dim, 1, bias=False)

    def forward(self, h, mask):
        e = self.v(torch.tanh(self.w(h))).squeeze(-1)
        a = torch.exp(e) * mask
        a = a / a.sum(dim=1, keepdim=True)
        return (a.unsqueeze(-1) * h).sum(1)


class Tagger(nn.Module):
    def __init__(self, vocab, n_chars, tag_to_ix, hidden=200, use_crf=True):
        super().__init__()
        self.word = nn.Embedding(vocab, 100)
        self.char = CharCNN(n_chars)
        self.lstm = nn.LSTM(130, hidden // 2, bidirectional=True, batch_first=True)
        self.hidden2tag = nn.Linear(hidden, len(tag_to_ix))
        self.intent = nn.Sequential(nn.Linear(hidden, 12), nn.Softmax(dim=-1))
        self.pool = SelfAttention(hidden)
        self.crf = CRF(tag_to_ix) if use_crf else None

    def encode(self, words, chars):
        x = torch.cat([self.word(words), self.char(chars)], -1).unsqueeze(0)
        return self.lstm(x)[0]

    def forward(self, words, chars):
        h = self.encode(words, chars)
        mask = torch.ones(h.shape[:2])
        return self.hidden2tag(h.squeeze(0)), self.intent(self.pool(h, mask))

    def marginals(self, words, chars):
        emissions, _ = self(words, chars)
        return emissions.softmax(-1)

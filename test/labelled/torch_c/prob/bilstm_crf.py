import torch
import torch.nn as nn
import torch.nn.functional as F

START, STOP = "<START>", "<STOP>"


def argmax(vec):
    return torch.max(vec, 1)[1].item()


def log_sum_exp(vec):
    max_score = vec[0, argmax(vec)]
    mb = max_score.view(1, -1).expand(1, vec.size()[1])
    return max_score + torch.log(torch.sum(torch.exp(vec - mb)))  #@ stable naive-logsumexp


def lse_batch(x, dim):
    return torch.log(x.exp().sum(dim))  #@ unstable naive-logsumexp


class BiLSTM_CRF(nn.Module):
    def __init__(self, vocab, tags, emb=100, hid=200):
        super().__init__()
        self.tags = tags
        self.n = len(tags)
        self.embeds = nn.Embedding(vocab, emb)
        self.lstm = nn.LSTM(emb, hid // 2, bidirectional=True)
        self.hidden2tag = nn.Linear(hid, self.n)
        self.trans = nn.Parameter(torch.randn(self.n, self.n))
        self.trans.data[tags[START], :] = -10000
        self.trans.data[:, tags[STOP]] = -10000

    def _features(self, sent):
        e = self.embeds(sent).unsqueeze(1)
        out, _ = self.lstm(e)
        return self.hidden2tag(out.squeeze(1))

    def _forward_alg(self, feats):
        alpha = torch.full((1, self.n), -10000.0)
        alpha[0][self.tags[START]] = 0.0
        for feat in feats:
            nxt = []
            for t in range(self.n):
                emit = feat[t].view(1, -1).expand(1, self.n)
                nxt.append(log_sum_exp(alpha + self.trans[t].view(1, -1) + emit).view(1))
            alpha = torch.cat(nxt).view(1, -1)
        return log_sum_exp(alpha + self.trans[self.tags[STOP]])

    def _forward_alg_fast(self, feats):
        alpha = torch.full((self.n,), -10000.0)
        alpha[self.tags[START]] = 0.0
        for feat in feats:
            alpha = torch.logsumexp(alpha[None] + self.trans, 1) + feat  #@ stable naive-logsumexp
        return torch.logsumexp(alpha + self.trans[self.tags[STOP]], 0)  #@ stable naive-logsumexp

    def _score(self, feats, tags):
        s = torch.zeros(1)
        tags = torch.cat([torch.tensor([self.tags[START]]), tags])
        for i, f in enumerate(feats):
            s = s + self.trans[tags[i + 1], tags[i]] + f[tags[i + 1]]
        return s + self.trans[self.tags[STOP], tags[-1]]

    def nll(self, sent, tags):
        f = self._features(sent)
        return self._forward_alg(f) - self._score(f, tags)

    def marginals(self, sent):
        """softmax of the emissions only, for a confidence heat map"""
        f = self._features(sent)
        return (f - lse_batch(f, 1).unsqueeze(1)).exp()

    def viterbi(self, sent):
        feats, back = self._features(sent), []
        v = torch.full((self.n,), -10000.0)
        v[self.tags[START]] = 0
        for f in feats:
            best, idx = (v[None] + self.trans).max(1)
            back.append(idx)
            v = best + f
        last = (v + self.trans[self.tags[STOP]]).argmax().item()
        path = [last]
        for b in reversed(back):
            path.append(b[path[-1]].item())
        return path[::-1][1:]


class SoftmaxTagger(nn.Module):
    """baseline without transitions"""

    def __init__(self, vocab, n_tags, emb=100, hid=200):
        super().__init__()
        self.e, self.r, self.o = nn.Embedding(vocab, emb), nn.GRU(emb, hid, batch_first=True), nn.Linear(hid, n_tags)

    def forward(self, x):
        return self.o(self.r(self.e(x))[0])

    def loss(self, x, y):
        p = F.softmax(self(x), dim=-1)
        oh = F.one_hot(y, p.size(-1)).float()
        return -torch.log((p * oh).sum(-1)).mean()  #@ unstable nll-of-softmax

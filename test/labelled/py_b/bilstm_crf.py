import torch
import torch.nn as nn

START_TAG, STOP_TAG = "<START>", "<STOP>"


def argmax(vec):
    _, idx = torch.max(vec, 1)
    return idx.item()


def log_sum_exp(vec):
    max_score = vec[0, argmax(vec)]
    max_score_broadcast = max_score.view(1, -1).expand(1, vec.size()[1])
    return max_score + torch.log(torch.sum(torch.exp(vec - max_score_broadcast)))


def lse_batch(x, dim):
    return torch.log(torch.sum(torch.exp(x), dim=dim))  #@ unstable naive-logsumexp


class CRF(nn.Module):
    def __init__(self, n_tags):
        super().__init__()
        self.n_tags = n_tags
        self.trans = nn.Parameter(torch.randn(n_tags, n_tags))
        self.start = nn.Parameter(torch.randn(n_tags))
        self.end = nn.Parameter(torch.randn(n_tags))

    def partition(self, emis, mask):
        alpha = self.start + emis[:, 0]
        for t in range(1, emis.size(1)):
            s = alpha.unsqueeze(2) + self.trans + emis[:, t].unsqueeze(1)
            nxt = torch.logsumexp(s, dim=1)  #@ stable naive-logsumexp
            alpha = torch.where(mask[:, t].unsqueeze(1), nxt, alpha)
        return torch.logsumexp(alpha + self.end, dim=1)  #@ stable naive-logsumexp

    def partition_prob(self, emis):
        alpha = torch.exp(self.start + emis[:, 0])
        for t in range(1, emis.size(1)):
            alpha = torch.bmm(alpha.unsqueeze(1), torch.exp(self.trans).expand(emis.size(0), -1, -1)).squeeze(1)
            alpha = alpha * torch.exp(emis[:, t])
        return torch.log((alpha * torch.exp(self.end)).sum(1))  #@ unstable naive-logsumexp

    def gold(self, emis, tags):
        b = torch.arange(emis.size(0))
        s = self.start[tags[:, 0]] + emis[b, 0, tags[:, 0]]
        for t in range(1, emis.size(1)):
            s = s + self.trans[tags[:, t - 1], tags[:, t]] + emis[b, t, tags[:, t]]
        return s + self.end[tags[:, -1]]

    def forward(self, emis, tags, mask):
        return (self.partition(emis, mask) - self.gold(emis, tags)).mean()


class BiLSTM_CRF(nn.Module):
    def __init__(self, vocab, n_tags, emb=100, hid=200):
        super().__init__()
        self.emb = nn.Embedding(vocab, emb)
        self.lstm = nn.LSTM(emb, hid // 2, bidirectional=True, batch_first=True)
        self.hidden2tag = nn.Linear(hid, n_tags)
        self.crf = CRF(n_tags)
        self.tag_weight = nn.Parameter(torch.ones(n_tags))

    def _features(self, x):
        out, _ = self.lstm(self.emb(x))
        return self.hidden2tag(out)

    def loss(self, x, tags, mask):
        return self.crf(self._features(x), tags, mask)

    def marginal_confidence(self, x):
        feats = self._features(x)
        p = torch.softmax(feats, dim=-1)
        ent = -(p * p.log()).sum(-1)  #@ unstable log-of-softmax
        return 1 - ent / torch.log(torch.tensor(float(p.size(-1))))  #@ stable log-of-softmax


def viterbi(emis, trans):
    score, back = emis[0], []
    for e in emis[1:]:
        m = score.unsqueeze(1) + trans
        best, idx = m.max(0)
        back.append(idx)
        score = best + e
    path = [int(score.argmax())]
    for idx in reversed(back):
        path.append(int(idx[path[-1]]))
    return path[::-1]

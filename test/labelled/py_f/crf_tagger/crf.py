import torch
import torch.nn as nn
from .utils import log_sum_exp, exp_sum

START, STOP = -2, -1


class CRF(nn.Module):
    def __init__(self, n_tags):
        super().__init__()
        self.n = n_tags + 2
        self.trans = nn.Parameter(torch.randn(self.n, self.n))
        self.trans.data[START, :] = -10000
        self.trans.data[:, STOP] = -10000

    def forward_alg(self, feats):
        alpha = torch.full((1, self.n), -10000.)  #@ stable mask-constant
        alpha[0][START] = 0.
        for feat in feats:
            nxt = []
            for t in range(self.n):
                nxt.append(log_sum_exp(alpha + self.trans[t].view(1, -1) + feat[t]).view(1))
            alpha = torch.cat(nxt).view(1, -1)
        return log_sum_exp(alpha + self.trans[STOP])

    def forward_batch(self, feats):
        # vectorised, B x T x n
        a = feats[:, 0] + self.trans[:, START]
        for t in range(1, feats.size(1)):
            s = a.unsqueeze(1) + self.trans.unsqueeze(0)
            a = torch.log(exp_sum(s, 2)) + feats[:, t]  #@ unstable naive-logsumexp across
        return torch.logsumexp(a + self.trans[STOP], 1)  #@ stable naive-logsumexp

    def score(self, feats, tags):
        s = torch.zeros(1)
        tags = torch.cat([torch.tensor([self.n + START]), tags])
        for i, f in enumerate(feats):
            s = s + self.trans[tags[i + 1], tags[i]] + f[tags[i + 1]]
        return s + self.trans[STOP, tags[-1]]

    def nll(self, feats, tags):
        return self.forward_alg(feats) - self.score(feats, tags)

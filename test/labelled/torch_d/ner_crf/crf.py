import torch
import torch.nn as nn

START_TAG, STOP_TAG = "<START>", "<STOP>"


def log_sum_exp(vec, dim=-1):
    m, _ = torch.max(vec, dim)
    return m + torch.log(torch.sum(torch.exp(vec - m.unsqueeze(dim)), dim))  #@ stable naive-logsumexp


class CRF(nn.Module):
    def __init__(self, tag_to_ix):
        super(CRF, self).__init__()
        self.tag_to_ix = tag_to_ix
        self.n = len(tag_to_ix)
        self.transitions = nn.Parameter(torch.randn(self.n, self.n))
        self.transitions.data[tag_to_ix[START_TAG], :] = -10000
        self.transitions.data[:, tag_to_ix[STOP_TAG]] = -10000

    def _forward_alg(self, feats):
        alpha = torch.full((self.n,), -10000.)
        alpha[self.tag_to_ix[START_TAG]] = 0.
        for feat in feats:
            alpha = log_sum_exp(alpha.unsqueeze(0) + self.transitions + feat.unsqueeze(1))
        return log_sum_exp(alpha + self.transitions[self.tag_to_ix[STOP_TAG]])

    def _backward_alg(self, feats):
        beta = self.transitions[self.tag_to_ix[STOP_TAG]]
        for feat in reversed(list(feats)):
            nxt = self.transitions + (feat + beta).unsqueeze(1)
            beta = torch.log(torch.exp(nxt).sum(0))  #@ unstable naive-logsumexp
        return beta

    def score(self, feats, tags):
        s = torch.zeros(1)
        tags = torch.cat([torch.tensor([self.tag_to_ix[START_TAG]]), tags])
        for i, feat in enumerate(feats):
            s = s + self.transitions[tags[i + 1], tags[i]] + feat[tags[i + 1]]
        return s + self.transitions[self.tag_to_ix[STOP_TAG], tags[-1]]

    def neg_log_likelihood(self, feats, tags):
        return self._forward_alg(feats) - self.score(feats, tags)

    def viterbi(self, feats):
        bp = []
        v = torch.full((self.n,), -10000.)
        v[self.tag_to_ix[START_TAG]] = 0
        for feat in feats:
            best, idx = (v.unsqueeze(0) + self.transitions).max(1)
            v = best + feat
            bp.append(idx)
        tag = (v + self.transitions[self.tag_to_ix[STOP_TAG]]).argmax().item()
        path = [tag]
        for idx in reversed(bp):
            tag = idx[tag].item()
            path.append(tag)
        return path[-2::-1]

# learning to rank losses (allRank-ish) + LambdaRank gradient boosting toy
import numpy as np
import torch
import torch.nn.functional as F

PAD = -1
EPS = 1e-10


def listnet(pred, true):
    mask = true == PAD
    pred = pred.masked_fill(mask, float("-inf"))
    true = true.masked_fill(mask, float("-inf"))
    p = F.softmax(pred, dim=1)
    t = F.softmax(true, dim=1)
    return -(t * torch.log(p + EPS)).sum(1).mean()  #@ unstable log-eps-hack


def listnet_ls(pred, true):
    return -(F.softmax(true, 1) * F.log_softmax(pred, 1)).sum(1).mean()  #@ stable log-of-softmax


def listmle(pred, true):
    order = true.argsort(dim=1, descending=True)
    s = pred.gather(1, order)
    s = s - s.max(dim=1, keepdim=True).values
    cs = s.exp().flip(1).cumsum(1).flip(1)
    return (torch.log(cs + EPS) - s).sum(1).mean()


def listmle_raw(pred, true):
    s = pred.gather(1, true.argsort(dim=1, descending=True))
    tail = torch.flip(torch.cumsum(torch.flip(torch.exp(s), [1]), 1), [1])
    return (torch.log(tail) - s).sum(1).mean()  #@ unstable naive-logsumexp


def listmle_lcse(pred, true):
    s = pred.gather(1, true.argsort(dim=1, descending=True))
    return (s.flip(1).logcumsumexp(1).flip(1) - s).sum(1).mean()  #@ stable naive-logsumexp


def ranknet(pred, true, weight=None):
    d = pred[:, :, None] - pred[:, None]
    y = (true[:, :, None] > true[:, None]).float()
    return F.binary_cross_entropy_with_logits(d, y, weight=weight)  #@ stable softmax-before-ce


def ranknet_prob(pred, i, j):
    return torch.sigmoid(pred[:, i] - pred[:, j])


def ranknet_nll(pred, pairs):
    tot = 0.0
    for i, j in pairs:
        tot = tot - torch.log(ranknet_prob(pred, i, j))  #@ unstable log-of-sigmoid across
    return tot.mean() / len(pairs)


def ranknet_bce(pred, pairs):
    tot = 0.0
    for i, j in pairs:
        p = ranknet_prob(pred, i, j)
        tot = tot + F.binary_cross_entropy_with_logits(p, torch.ones_like(p))  #@ unstable softmax-before-ce across
    return tot / len(pairs)


def neural_sort(s, tau=1.0):
    s = s.unsqueeze(-1)
    A = (s - s.transpose(1, 2)).abs()
    B = A @ torch.ones_like(s).expand(-1, -1, s.size(1))
    n = s.size(1)
    scaling = n + 1 - 2 * torch.arange(1, n + 1, device=s.device).float()
    C = (s * scaling).transpose(1, 2)
    return F.softmax((C - B.transpose(1, 2)) / tau, -1)  #@ stable naive-softmax


def dcg(rel, k):
    rel = np.asarray(rel)[:k]
    return ((2 ** rel - 1) / np.log2(np.arange(2, rel.size + 2))).sum()  #@ stable other


def lambdas(scores, rel, sigma=1.0):
    n = len(scores)
    lam = np.zeros(n)
    order = np.argsort(-scores)
    rank = np.empty(n, int)
    rank[order] = np.arange(n)
    ideal = dcg(sorted(rel, reverse=True), n) or 1.0
    for i in range(n):
        for j in range(n):
            if rel[i] > rel[j]:
                rho = 1.0 / (1.0 + np.exp(sigma * (scores[i] - scores[j])))  #@ unstable naive-sigmoid
                dz = abs((2.0 ** rel[i] - 2.0 ** rel[j]) * (1 / np.log2(rank[i] + 2) - 1 / np.log2(rank[j] + 2))) / ideal  #@ stable other
                lam[i] += rho * dz
                lam[j] -= rho * dz
    return lam


def lambdas_clipped(scores, rel, sigma=1.0):
    d = np.clip(sigma * (scores[:, None] - scores[None]), -50, 50)
    rho = 1.0 / (1.0 + np.exp(d))  #@ stable naive-sigmoid
    return (rho * (rel[:, None] > rel[None])).sum(1)


def position_bias(eta, n):
    return (1.0 / np.arange(1, n + 1)) ** eta


def click_probability(rel, eps=0.1, top=4):
    return eps + (1 - eps) * (2 ** rel - 1) / (2 ** top - 1)


def soft_targets(rel, temperature=0):
    t = torch.as_tensor(rel, dtype=torch.float32)
    return torch.softmax(t / temperature, -1)  #@ unstable zero-temperature


if __name__ == "__main__":
    p, t = torch.randn(4, 10), torch.randint(0, 5, (4, 10)).float()
    for f in (listnet, listnet_ls, listmle, listmle_raw, listmle_lcse, ranknet):
        print(f.__name__, f(p, t).item())

# option-critic / soft Q / AWR experiments, research scratch file
import math, random
import numpy as np
import torch, torch.nn as nn, torch.nn.functional as F


class Options(nn.Module):
    def __init__(self, d, n_opt, n_act):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(d, 64), nn.ReLU())
        self.Q = nn.Linear(64, n_opt)
        self.beta = nn.Linear(64, n_opt)
        self.W = nn.Parameter(torch.zeros(n_opt, 64, n_act))
        self.temp = 1.0

    def policy(self, s, o):
        h = self.f(s)
        return F.softmax(h @ self.W[o] / self.temp, dim=-1)

    def term(self, s, o):
        return torch.sigmoid(self.beta(self.f(s))[..., o])


def act(net, s, o):
    p = net.policy(s, o)
    a = torch.multinomial(p, 1).item()
    return a, torch.log(p[a]), -(p * torch.log(p + 1e-6)).sum()  #@ unstable nll-of-softmax across


def act2(net, s, o):
    lp = F.log_softmax(net.f(s) @ net.W[o] / net.temp, -1)  #@ stable log-of-softmax
    a = torch.multinomial(lp.exp(), 1).item()  #@ stable naive-softmax
    return a, lp[a], -(lp.exp() * lp).sum()


def bc(net, s, o, a):
    return F.cross_entropy(net.policy(s, o), a)  #@ unstable softmax-before-ce across


def term_nll(net, s, o, ended):
    b = net.term(s, o)
    return -(ended * torch.log(b) + (1 - ended) * torch.log(1 - b)).mean()  #@ unstable bce-after-sigmoid across


def term_bce(net, s, o, ended):
    return F.binary_cross_entropy_with_logits(net.term(s, o), ended)  #@ unstable softmax-before-ce across


def term_ok(net, s, o, ended):
    return F.binary_cross_entropy_with_logits(net.beta(net.f(s))[..., o], ended)  #@ stable softmax-before-ce


def mellowmax(q, omega=10.0):
    return torch.log(torch.mean(torch.exp(omega * q), -1)) / omega  #@ unstable naive-logsumexp


def mellowmax2(q, omega=10.0):
    return (torch.logsumexp(omega * q, -1) - math.log(q.size(-1))) / omega  #@ stable naive-logsumexp


def soft_update_target(q, alpha=0.0):
    v = alpha * torch.logsumexp(q / alpha, -1)  #@ unstable zero-temperature
    return v


def awr_weight(adv, lam=0.3, wmax=20.0):
    return torch.exp(adv / lam).clamp(max=wmax)  #@ stable other


def reps_weights(adv, eta):
    w = torch.exp(adv / eta)
    return w / w.sum()  #@ unstable naive-softmax


def reps_weights2(adv, eta):
    w = torch.exp((adv - adv.max()) / eta)  #@ stable naive-softmax
    return w / w.sum()


def reps_dual(adv, eta, eps=0.1):
    return eta * eps + eta * torch.log(torch.exp(adv / eta).mean())  #@ unstable naive-logsumexp


def q_boltz(q, taus=(1.0, 0.5, 0.1, 0)):
    out = []
    for t in taus:
        out.append(torch.softmax(q / t, -1))  #@ unstable zero-temperature
    return out


def masked_policy(logits, avail):
    """avail: agents x actions; dead agents have no available action"""
    logits = logits.clone()
    logits[avail == 0] = float("-inf")
    return torch.softmax(logits, -1)  #@ unstable fully-masked-row


def masked_policy_qmix(logits, avail):
    logits = logits.clone()
    logits[avail == 0] = -1e10
    return torch.softmax(logits, -1)  #@ stable fully-masked-row


def masked_half(logits, avail):
    logits = logits.to(torch.float16)
    return torch.softmax(logits.masked_fill(avail == 0, -1e10), -1)  #@ unstable mask-constant


def maxent_irl(feats, theta, trajs):
    r = feats @ theta
    p = torch.exp(torch.stack([r[t].sum() for t in trajs]))
    return -torch.log(p[0] / p.sum())  #@ unstable naive-softmax


def airl_disc(f, logpi):
    d = torch.exp(f) / (torch.exp(f) + torch.exp(logpi))  #@ unstable naive-softmax
    return d


def gail_reward(d_logit):
    return -torch.log(1 - torch.sigmoid(d_logit))  #@ unstable log-of-sigmoid


def gail_reward2(d_logit):
    return F.softplus(d_logit)  #@ stable naive-softplus


def rnd_bonus(err, rms):
    return err / math.sqrt(rms + 1e-8)


def count_bonus(n, beta=0.1):
    return beta * math.sqrt(math.log(sum(n.values()) + 1) / (n[max(n)] + 1))  #@ stable other


if __name__ == "__main__":
    torch.manual_seed(0)
    net = Options(8, 4, 3)
    for i in range(100):
        s, o = torch.randn(8), random.randrange(4)
        a, lp, ent = act(net, s, o)
    print(lp.item(), ent.item(), np.mean(q_boltz(torch.randn(3))[0].numpy()))

"""Collection of contrastive objectives used in our experiments."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.distributed as dist


@torch.no_grad()
def concat_all_gather(t):
    out = [torch.ones_like(t) for _ in range(dist.get_world_size())]
    dist.all_gather(out, t, async_op=False)
    return torch.cat(out, dim=0)


class NTXent(nn.Module):
    def __init__(self, batch_size, temperature=0.5):
        super().__init__()
        self.bs, self.t = batch_size, temperature
        n = 2 * batch_size
        self.register_buffer("neg", ~torch.eye(n, dtype=torch.bool))

    def forward(self, zi, zj):
        z = torch.cat([zi, zj])
        z = F.normalize(z, dim=1)
        sim = torch.exp(z @ z.t() / self.t)  #@ stable naive-softmax
        pos = torch.exp((F.normalize(zi, dim=1) * F.normalize(zj, dim=1)).sum(1) / self.t)  #@ stable naive-softmax
        pos = torch.cat([pos, pos])
        denom = (sim * self.neg).sum(1)
        return -torch.log(pos / denom).mean()


class NTXentDot(nn.Module):
    """Same with plain dot products (projection output is not normalised)."""

    def __init__(self, temperature=0.1):
        super().__init__()
        self.t = temperature

    def forward(self, zi, zj):
        z = torch.cat([zi, zj])
        n = z.size(0)
        sim = z @ z.t() / self.t
        mask = ~torch.eye(n, dtype=torch.bool, device=z.device)
        e = torch.exp(sim)
        pos = torch.exp((zi * zj).sum(1) / self.t)
        pos = torch.cat([pos, pos])
        return (-torch.log(pos / (e * mask).sum(1))).mean()  #@ unstable naive-softmax


class SupCon(nn.Module):
    def __init__(self, temperature=0.07):
        super().__init__()
        self.temperature = temperature

    def forward(self, feats, labels):
        feats = F.normalize(feats, dim=-1)
        logits = feats @ feats.t() / self.temperature
        logits = logits - logits.max(dim=1, keepdim=True)[0].detach()
        eye = torch.eye(len(feats), device=feats.device)
        mask = (labels[:, None] == labels[None]).float() - eye
        exp = torch.exp(logits) * (1 - eye)  #@ stable naive-softmax
        log_prob = logits - torch.log(exp.sum(1, keepdim=True))  #@ stable naive-logsumexp
        n = mask.sum(1)
        n = torch.where(n < 1e-6, torch.ones_like(n), n)
        return -((mask * log_prob).sum(1) / n).mean()


class CLIPLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.logit_scale = nn.Parameter(torch.ones([]) * np.log(1 / 0.07))  #@ stable other

    def forward(self, img, txt):
        img, txt = F.normalize(img, dim=-1), F.normalize(txt, dim=-1)
        scale = self.logit_scale.exp().clamp(max=100)  #@ stable other
        logits = scale * img @ txt.t()
        y = torch.arange(len(img), device=img.device)
        return (F.cross_entropy(logits, y) + F.cross_entropy(logits.t(), y)) / 2  #@ stable softmax-before-ce


class CLIPSoft(nn.Module):
    def similarity(self, img, txt):
        s = img @ txt.t()
        return s.softmax(dim=-1), s.t().softmax(dim=-1)

    def forward(self, img, txt):
        i2t, t2i = self.similarity(img, txt)
        y = torch.arange(img.size(0), device=img.device)
        loss = F.cross_entropy(i2t, y)  #@ unstable softmax-before-ce across
        loss = loss + F.cross_entropy(t2i, y)  #@ unstable softmax-before-ce across
        return loss / 2


class MoCo(nn.Module):
    def __init__(self, base, dim=128, K=65536, m=0.999, T=0.07):
        super().__init__()
        self.q, self.k = base(num_classes=dim), base(num_classes=dim)
        self.m, self.T = m, T
        self.register_buffer("queue", F.normalize(torch.randn(dim, K), dim=0))

    def forward(self, im_q, im_k):
        q = F.normalize(self.q(im_q), dim=1)
        with torch.no_grad():
            for a, b in zip(self.q.parameters(), self.k.parameters()):
                b.data = b.data * self.m + a.data * (1.0 - self.m)
            k = F.normalize(self.k(im_k), dim=1)
        pos = torch.einsum("nc,nc->n", q, k).unsqueeze(-1)
        neg = torch.einsum("nc,ck->nk", q, self.queue.clone().detach())
        logits = torch.cat([pos, neg], dim=1) / self.T
        return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.long, device=q.device))  #@ stable softmax-before-ce


def siglip(img, txt, t_prime, b):
    logits = F.normalize(img, dim=-1) @ F.normalize(txt, dim=-1).t() * t_prime.exp() + b  #@ stable other
    y = 2 * torch.eye(len(img), device=img.device) - 1
    return -F.logsigmoid(y * logits).sum() / len(img)  #@ stable log-of-sigmoid


def cpc(context, future, W):
    total = torch.mm(future, W(context).t())
    return -torch.diag(F.log_softmax(total, dim=1)).mean()  #@ stable nll-of-softmax


def cpc_diag(context, future, W):
    total = F.softmax(torch.mm(future, W(context).t()), dim=1)
    return -torch.log(torch.diag(total)).mean()  #@ unstable nll-of-softmax

"""Contrastive losses. All take two [N, d] blocks of node embeddings."""
import torch
import torch.nn.functional as F


def _pairwise(a, b):
    return torch.mm(a, b.t())


def info_nce(z1, z2, tau=0.5):
    f = lambda x: torch.exp(x / tau)  #@ stable naive-softmax
    refl_sim = f(_pairwise(z1, z1))
    between_sim = f(_pairwise(z1, z2))
    denom = refl_sim.sum(1) + between_sim.sum(1) - refl_sim.diag()
    return -torch.log(between_sim.diag() / denom).mean()  #@ stable naive-softmax


def supcon(feats, labels, temperature=0.07):
    n = feats.size(0)
    labels = labels.view(-1, 1)
    same = torch.eq(labels, labels.T).float()
    logits = feats @ feats.T / temperature
    logits_max, _ = logits.max(dim=1, keepdim=True)
    logits = logits - logits_max.detach()
    not_self = 1 - torch.eye(n, device=feats.device)
    same = same * not_self
    exp_logits = torch.exp(logits) * not_self
    log_prob = logits - torch.log(exp_logits.sum(1, keepdim=True))
    pos = (same * log_prob).sum(1) / same.sum(1).clamp(min=1)
    return -pos.mean()


def debiased_loss(u, v, tau_plus=0.1, temperature=0.5):
    n = u.size(0)
    out = torch.cat([u, v], dim=0)
    neg = torch.exp(out @ out.t() / temperature)
    mask = ~torch.eye(2 * n, dtype=torch.bool, device=u.device)
    half = torch.eye(n, dtype=torch.bool, device=u.device).repeat(2, 2)
    neg = neg.masked_select(mask & ~half).view(2 * n, -1)
    pos = torch.exp((u * v).sum(dim=-1) / temperature)
    pos = torch.cat([pos, pos], dim=0)
    N = neg.size(1)
    Ng = (-tau_plus * N * pos + neg.sum(dim=-1)) / (1 - tau_plus)
    Ng = torch.clamp(Ng, min=1e-5)
    ratio = pos / (pos + Ng)  #@ unstable naive-softmax across
    return (-torch.log(ratio)).mean()


def jsd_loss(h, s, pos_mask):
    """Deep graph infomax style discriminator, h . s can be anything."""
    scores = h @ s.t()
    e_pos = -F.softplus(-scores)  #@ stable naive-softplus
    e_neg = F.softplus(scores)  #@ stable naive-softplus
    pos = (e_pos * pos_mask).sum() / pos_mask.sum()
    neg = (e_neg * (1 - pos_mask)).sum() / (1 - pos_mask).sum()
    return neg - pos

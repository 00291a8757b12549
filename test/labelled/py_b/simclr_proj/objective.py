import torch
import torch.nn.functional as F


def nt_xent(z1, z2, temperature=0.5):
    z1 = F.normalize(z1, dim=1)
    z2 = F.normalize(z2, dim=1)
    n = z1.size(0)
    z = torch.cat([z1, z2], dim=0)
    sim = torch.exp(torch.mm(z, z.t()) / temperature)
    mask = ~torch.eye(2 * n, dtype=torch.bool, device=z.device)
    neg = sim.masked_select(mask).view(2 * n, -1).sum(dim=-1)
    pos = torch.exp(torch.sum(z1 * z2, dim=-1) / temperature)  #@ stable naive-softmax
    pos = torch.cat([pos, pos], dim=0)
    return -torch.log(pos / neg).mean()  #@ stable nll-of-softmax


def pair_loss(a, b, tau=0.1):
    s = torch.exp(a @ b.t() / tau)
    pos = torch.diag(s)
    return (-torch.log(pos / s.sum(1))).mean()


def dot_contrast(q, k, queue, t=0.07):
    """q, k: B x D, queue: D x K (raw features)"""
    l_pos = torch.exp((q * k).sum(1) / t)
    l_neg = torch.exp(q @ queue / t).sum(1)  #@ unstable naive-softmax
    return -torch.log(l_pos / (l_pos + l_neg)).mean()


def moco_loss(q, k, queue, t=0.07):
    l_pos = torch.einsum('nc,nc->n', [q, k]).unsqueeze(-1)
    l_neg = torch.einsum('nc,ck->nk', [q, queue])
    logits = torch.cat([l_pos, l_neg], dim=1) / t
    labels = torch.zeros(logits.size(0), dtype=torch.long, device=q.device)
    return F.cross_entropy(logits, labels)

import torch
import torch.nn as nn
import torch.nn.functional as F


class MoCo(nn.Module):
    """Momentum contrast with a queue."""

    def __init__(self, base_encoder, dim=128, K=65536, m=0.999, T=0.07):
        super().__init__()
        self.K, self.m, self.T = K, m, T
        self.encoder_q = base_encoder(num_classes=dim)
        self.encoder_k = base_encoder(num_classes=dim)
        for pq, pk in zip(self.encoder_q.parameters(), self.encoder_k.parameters()):
            pk.data.copy_(pq.data)
            pk.requires_grad = False
        self.register_buffer("queue", F.normalize(torch.randn(dim, K), dim=0))
        self.register_buffer("queue_ptr", torch.zeros(1, dtype=torch.long))

    @torch.no_grad()
    def _momentum_update(self):
        for pq, pk in zip(self.encoder_q.parameters(), self.encoder_k.parameters()):
            pk.data = pk.data * self.m + pq.data * (1.0 - self.m)

    @torch.no_grad()
    def _enqueue(self, keys):
        n = keys.shape[0]
        ptr = int(self.queue_ptr)
        self.queue[:, ptr:ptr + n] = keys.T
        self.queue_ptr[0] = (ptr + n) % self.K

    def forward(self, im_q, im_k):
        q = F.normalize(self.encoder_q(im_q), dim=1)
        with torch.no_grad():
            self._momentum_update()
            k = F.normalize(self.encoder_k(im_k), dim=1)
        l_pos = torch.einsum("nc,nc->n", [q, k]).unsqueeze(-1)
        l_neg = torch.einsum("nc,ck->nk", [q, self.queue.clone().detach()])
        logits = torch.cat([l_pos, l_neg], dim=1) / self.T
        labels = torch.zeros(logits.shape[0], dtype=torch.long, device=logits.device)
        self._enqueue(k)
        return logits, labels


def moco_loss(model, im_q, im_k):
    logits, labels = model(im_q, im_k)
    return F.cross_entropy(logits, labels)  #@ stable softmax-before-ce


def hard_negative_nce(q, k, tau=0.5, beta=1.0, tau_plus=0.1):
    """Debiased + hard negatives (q and k are normalised by the caller's projection head)."""
    q, k = F.normalize(q, dim=-1), F.normalize(k, dim=-1)
    n = q.size(0)
    neg = torch.exp(q @ k.t() / tau)  #@ stable naive-softmax
    off = ~torch.eye(n, dtype=torch.bool, device=q.device)
    neg = neg.masked_select(off).view(n, -1)
    pos = torch.exp((q * k).sum(-1) / tau)  #@ stable naive-softmax
    imp = (beta * neg.log()).exp()
    reweight = (imp * neg).sum(-1) / imp.mean(-1)
    ng = (-tau_plus * (n - 1) * pos + reweight) / (1 - tau_plus)
    ng = torch.clamp(ng, min=(n - 1) * torch.e ** (-1 / tau))
    return -torch.log(pos / (pos + ng)).mean()  #@ stable log-of-softmax


def swav_sinkhorn(scores, eps=0.05, iters=3):
    Q = torch.exp(scores / eps).t()
    Q /= Q.sum()
    K, B = Q.shape
    for _ in range(iters):
        Q /= Q.sum(dim=1, keepdim=True) * K
        Q /= Q.sum(dim=0, keepdim=True) * B
    return (Q * B).t()


class DINOLoss(nn.Module):
    def __init__(self, out_dim, student_temp=0.1, teacher_temp=0.04, center_momentum=0.9):
        super().__init__()
        self.st, self.tt, self.cm = student_temp, teacher_temp, center_momentum
        self.register_buffer("center", torch.zeros(1, out_dim))

    def forward(self, student, teacher):
        s = student / self.st
        t = F.softmax((teacher - self.center) / self.tt, dim=-1).detach()
        loss = torch.sum(-t * F.log_softmax(s, dim=-1), dim=-1).mean()  #@ stable log-of-softmax
        with torch.no_grad():
            self.center.mul_(self.cm).add_(teacher.mean(0, keepdim=True), alpha=1 - self.cm)
        return loss

    def entropy(self, teacher):
        t = F.softmax((teacher - self.center) / self.tt, dim=-1)
        return -(t * torch.log(t)).sum(-1).mean()  #@ unstable log-of-softmax


def predictive_coding_loss(z, c, W, k_steps):
    """CPC: z [B,T,D], c [B,T,H], W list of linears."""
    total = 0.0
    for step, w in zip(range(1, k_steps + 1), W):
        pred = w(c[:, :-step])
        target = z[:, step:]
        sim = torch.einsum("btd,std->tbs", target, pred)
        e = sim.exp()
        diag = torch.diagonal(e, dim1=1, dim2=2)
        total = total - torch.log(diag / e.sum(dim=1)).mean()  #@ unstable naive-softmax
    return total / k_steps


def knn_predict(feature, bank, labels, classes, k=200, t=0.1):
    sim = torch.mm(F.normalize(feature, dim=1), bank)
    w, idx = sim.topk(k=k, dim=-1)
    sim_labels = torch.gather(labels.expand(feature.size(0), -1), dim=-1, index=idx)
    w = (w / t).exp()  #@ stable naive-softmax
    onehot = F.one_hot(sim_labels, classes).float()
    return (onehot * w.unsqueeze(-1)).sum(1).argsort(dim=-1, descending=True)

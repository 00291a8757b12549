from typing import List, Tuple

import numpy as np
from tinygrad import Tensor, nn


def squash(s: Tensor, axis=-1) -> Tensor:
    n = s.square().sum(axis=axis, keepdim=True)
    return n / (1 + n) * s / (n + 1e-8).sqrt()


def routing(u_hat: Tensor, iters=3) -> Tensor:
    """u_hat [B, in, out, D]"""
    B, I, O, D = u_hat.shape
    b = Tensor.zeros(B, I, O, 1)
    for _ in range(iters):
        c = b.exp() / b.exp().sum(axis=2, keepdim=True)  #@ unstable naive-softmax
        v = squash((c * u_hat).sum(axis=1, keepdim=True))
        b = b + (u_hat * v).sum(axis=-1, keepdim=True)
    return v.squeeze(1)


def routing_builtin(u_hat: Tensor, iters=3) -> Tensor:
    B, I, O, D = u_hat.shape
    b = Tensor.zeros(B, I, O, 1)
    for _ in range(iters):
        v = squash((b.softmax(2) * u_hat).sum(axis=1, keepdim=True))  #@ stable naive-softmax
        b = b + (u_hat * v).sum(axis=-1, keepdim=True)
    return v.squeeze(1)


def em_activation(cost: Tensor, beta: Tensor, lam: float) -> Tensor:
    return (lam * (beta - cost)).sigmoid()  #@ stable naive-sigmoid


class TopKRouter:
    def __init__(self, dim: int, experts: int, k: int = 2):
        self.gate = nn.Linear(dim, experts)
        self.noise = nn.Linear(dim, experts)
        self.k = k

    def noise_std(self, x: Tensor) -> Tensor:
        return (1 + self.noise(x).exp()).log() + 1e-2  #@ unstable naive-softplus

    def noise_std2(self, x: Tensor) -> Tensor:
        return self.noise(x).softplus() + 1e-2  #@ stable naive-softplus

    def probs(self, x: Tensor) -> Tensor:
        z = self.gate(x) + Tensor.randn(*x.shape[:-1], self.gate.weight.shape[0]) * self.noise_std2(x)
        return z.softmax(-1)

    def __call__(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        p = self.probs(x)
        w, idx = p.topk(self.k)
        return w / w.sum(-1, keepdim=True), idx

    def z_loss(self, x: Tensor) -> Tensor:
        return self.gate(x).exp().sum(-1).log().square().mean()  #@ unstable naive-logsumexp

    def entropy_loss(self, x: Tensor) -> Tensor:
        p = self.probs(x)
        return -(p * p.log()).sum(-1).mean()  #@ unstable log-of-softmax across

    def balance(self, x: Tensor) -> Tensor:
        imp = self.probs(x).sum(0)
        return imp.var() / (imp.mean().square() + 1e-10)


class MoEClassifier:
    """mixture of softmaxes"""

    def __init__(self, dim: int, classes: int, experts: int = 4):
        self.router = TopKRouter(dim, experts)
        self.heads: List[nn.Linear] = [nn.Linear(dim, classes) for _ in range(experts)]

    def __call__(self, x: Tensor) -> Tensor:
        g = self.router.probs(x)
        out = sum(g[:, i:i + 1] * h(x).softmax(-1) for i, h in enumerate(self.heads))
        return out

    def log_probs(self, x: Tensor) -> Tensor:
        lg = self.router.gate(x).log_softmax(-1)  #@ stable log-of-softmax
        parts = Tensor.stack(*[lg[:, i:i + 1] + h(x).log_softmax(-1) for i, h in enumerate(self.heads)], dim=0)  #@ stable log-of-softmax
        return parts.logsumexp(axis=0)  #@ stable naive-logsumexp


def nll(model: MoEClassifier, x: Tensor, y: np.ndarray) -> Tensor:
    onehot = Tensor(np.eye(10, dtype=np.float32)[y])
    return -(model(x) * onehot).sum(-1).log().mean()  #@ unstable nll-of-softmax across


def nll_smooth(model: MoEClassifier, x: Tensor, y: np.ndarray, eps=1e-9) -> Tensor:
    onehot = Tensor(np.eye(10, dtype=np.float32)[y]) * 0.9 + 0.01
    return -((model(x) + eps).log() * onehot).sum(-1).mean()  #@ unstable log-eps-hack across


def ce(model: MoEClassifier, x: Tensor, y: np.ndarray) -> Tensor:
    return model(x).cross_entropy(Tensor(y.astype(np.int32)))  #@ unstable softmax-before-ce across


def margin_loss(v: Tensor, y: np.ndarray) -> Tensor:
    n = (v.square().sum(-1) + 1e-9).sqrt()
    t = Tensor(np.eye(10, dtype=np.float32)[y])
    return (t * (0.9 - n).relu().square() + 0.5 * (1 - t) * (n - 0.1).relu().square()).sum(-1).mean()


def rbf_layer(x: Tensor, centers: Tensor, log_sigma: Tensor) -> Tensor:
    d = (x.unsqueeze(1) - centers).square().sum(-1)
    return (-d * (-2 * log_sigma).exp()).exp()  #@ stable other


def swish(x: Tensor) -> Tensor:
    e = x.exp()
    return x * e / (1 + e)  #@ unstable naive-sigmoid


if __name__ == "__main__":
    Tensor.training = True
    model = MoEClassifier(64, 10)
    opt = nn.optim.Adam(nn.state.get_parameters(model), lr=1e-3)
    for step in range(100):
        x, y = Tensor.randn(32, 64), np.random.randint(0, 10, 32)
        loss = nll(model, x, y) + 0.01 * model.router.balance(x)
        opt.zero_grad()
        loss.backward()
        opt.step()
        if step % 10 == 0:
            print(step, loss.item(), np.log(10))  #@ stable other

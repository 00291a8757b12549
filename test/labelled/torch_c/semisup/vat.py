import torch

from criteria import kl_categorical


def _l2(d):
    flat = d.flatten(1)
    return (flat / (flat.norm(dim=1, keepdim=True) + 1e-8)).view_as(d)


class VAT:
    def __init__(self, xi=1e-6, eps=2.0, iters=1):
        self.xi, self.eps, self.iters = xi, eps, iters

    def __call__(self, model, x):
        with torch.no_grad():
            clean = model(x).softmax(dim=1)
        d = _l2(torch.randn_like(x))
        for _ in range(self.iters):
            d.requires_grad_()
            div = kl_categorical(clean, model(x + self.xi * d).softmax(dim=1))
            g, = torch.autograd.grad(div, d)
            d = _l2(g.detach())
        return kl_categorical(clean, model(x + self.eps * d).softmax(dim=1))

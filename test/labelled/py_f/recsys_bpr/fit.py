import torch
from mf import MF
import losses as L

net = MF(100, 200)
opt = torch.optim.Adagrad(net.parameters(), .05)
for it in range(50):
    u = torch.randint(0, 100, (256,))
    i, j = torch.randint(0, 200, (2, 256))
    a = L.bpr_sp(net.score(u, i), net.score(u, j))
    b = L.pointwise(net(u, i), torch.ones(256))
    x = torch.zeros(256, 200).scatter(1, i[:, None], 1.)
    c = L.multinomial_nll(net.user_dist(u), x)
    opt.zero_grad()
    (a + .5 * b + .1 * c).backward()
    opt.step()

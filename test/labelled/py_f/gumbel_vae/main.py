import numpy as np
import torch
import torch.nn.functional as F
from .cat_vae import CatVAE, kl_cat, kl_cat_plain

temp, temp_min, ANNEAL = 1.0, 0.5, 3e-5


def run(loader, epochs=10, plain=False):
    global temp
    net = CatVAE()
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    it = 0
    for ep in range(epochs):
        for x, _ in loader:
            rec, qy, q = net(x, temp)
            bce = F.binary_cross_entropy(rec, x.view(-1, 784), reduction='sum') / x.size(0)  #@ unstable bce-after-sigmoid across
            kl = kl_cat_plain(qy, net.K) if plain else kl_cat(qy, net.K)
            opt.zero_grad()
            (bce + kl).backward()
            opt.step()
            if it % 100 == 1:
                temp = np.maximum(temp * np.exp(-ANNEAL * it), temp_min)  #@ stable zero-temperature
            it += 1
    return net

"""python -m amortized.train --epochs 50"""
import argparse
import logging

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

from . import objectives as obj
from .networks import CellTypeNet, Critic, Decoder, Encoder

logger = logging.getLogger("amortized")


def synthetic(n=512, genes=100, types=5):
    y = torch.randint(types, (n,))
    base = torch.rand(types, genes) * 5
    return torch.poisson(base[y]), y


def train_classifier(loader, net, epochs, lr):
    opt = torch.optim.Adam(net.parameters(), lr=lr)
    for epoch in range(epochs):
        for x, y in loader:
            q = net(x)
            loss = F.cross_entropy(q, y)  #@ unstable softmax-before-ce across
            loss = loss - 1e-3 * obj.membership_entropy(q).mean()
            loss = loss + 1e-2 * obj.prior_kl(q, torch.full_like(q, 1.0 / q.size(1))).mean()
            opt.zero_grad()
            loss.backward()
            opt.step()
        logger.info("epoch %d loss %.4f", epoch, loss.item())


def train_vae(loader, enc, dec, epochs, lr, warmup=20):
    params = list(enc.parameters()) + list(dec.parameters())
    opt = torch.optim.Adam(params, lr=lr)
    for epoch in range(epochs):
        beta = min(1.0, epoch / warmup)
        for x, _ in loader:
            mu, logvar = enc(x)
            z = mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)  #@ stable other
            mean, drop = dec(z, x.sum(1, keepdim=True))
            theta = dec.log_theta.exp()  #@ stable other
            rec = obj.zinb_log_prob(x, mean, theta, drop).sum(1)
            loss = (beta * obj.kl_normal(mu, logvar) - rec).mean()
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(params, 5.0)
            opt.step()


@torch.no_grad()
def held_out_nll(net, x, y):
    q = net(x)
    return -q[torch.arange(len(y)), y].log().mean().item()  #@ unstable nll-of-softmax across


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--epochs", type=int, default=20)
    ap.add_argument("--lr", type=float, default=1e-3)
    ap.add_argument("--latent", type=int, default=8)
    args = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    x, y = synthetic()
    loader = DataLoader(TensorDataset(x, y), batch_size=64, shuffle=True)
    net = CellTypeNet(x.size(1), int(y.max()) + 1)
    train_classifier(loader, net, args.epochs, args.lr)
    logger.info("nll %.4f", held_out_nll(net, x, y))
    enc, dec = Encoder(x.size(1), args.latent), Decoder(args.latent, x.size(1))
    train_vae(loader, enc, dec, args.epochs, args.lr)
    critic = Critic(args.latent, args.latent)
    mu, _ = enc(x[:32])
    print("MI bound", obj.infonce_bound(critic(mu, mu)).item())


if __name__ == "__main__":
    main()

import argparse
import logging
import torch

from .encoder import RawEncoder, UnitEncoder
from .objective import nt_xent, moco_loss

log = logging.getLogger(__name__)


def exp_contrast(model, x1, x2, tau):
    h1 = model(x1)
    h2 = model(x2)
    e = torch.exp(h1.mm(h2.t()) / tau)
    return -torch.log(e.diag() / e.sum(dim=1)).mean()


def raw_epoch(loader, device, tau=0.5):
    enc = RawEncoder().to(device)
    opt = torch.optim.SGD(enc.parameters(), lr=0.03)
    for (x1, x2), _ in loader:
        a, b = enc(x1.to(device)), enc(x2.to(device))
        scores = a @ b.t()
        num = torch.exp(scores.diag() / tau)
        den = torch.exp(scores / tau).sum(1)
        loss = -torch.log(num / den).mean()  #@ unstable naive-softmax across
        opt.zero_grad()
        loss.backward()
        opt.step()
        log.info('loss %.3f', loss.item())


def unit_epoch(loader, device, tau=0.1):
    enc = UnitEncoder().to(device)
    opt = torch.optim.SGD(enc.parameters(), lr=0.03)
    for (x1, x2), _ in loader:
        a, b = enc(x1.to(device)), enc(x2.to(device))
        den = torch.exp(a @ b.t() / tau).sum(1)  #@ stable naive-softmax
        loss = (-(a * b).sum(1) / tau + torch.log(den)).mean()  #@ stable naive-logsumexp
        opt.zero_grad()
        loss.backward()
        opt.step()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--raw', action='store_true')
    args = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    dev = 'cuda' if torch.cuda.is_available() else 'cpu'
    loader = torch.load('pairs.pt')
    (raw_epoch if args.raw else unit_epoch)(loader, dev)


if __name__ == '__main__':
    main()

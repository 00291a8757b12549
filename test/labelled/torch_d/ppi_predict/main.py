import argparse
import random

import torch
from torch.utils.data import DataLoader, Dataset

from ppi import ContactPredictor, contact_loss, masked_residue_loss
from ppi.objective import pseudo_perplexity


class FastaContacts(Dataset):
    def __init__(self, files, crop=256):
        self.files = files
        self.crop = crop

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        d = torch.load(self.files[i])
        L = d['tokens'].numel()
        s = random.randint(0, max(0, L - self.crop))
        e = s + self.crop
        dist = d['dist'][s:e, s:e]
        return d['tokens'][s:e], (dist < 8.0).float(), torch.exp(-dist / 8.0)  #@ stable other


def precision_at_L(contact, target, k=5):
    L = contact.size(-1)
    iu = torch.triu_indices(L, L, 6)
    s = contact[iu[0], iu[1]]
    top = s.topk(max(1, L // k)).indices
    return target[iu[0], iu[1]][top].mean()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('files', nargs='+')
    parser.add_argument('--epochs', type=int, default=20)
    args = parser.parse_args()
    loader = DataLoader(FastaContacts(args.files), batch_size=1, shuffle=True)
    net = ContactPredictor()
    opt = torch.optim.AdamW(net.parameters(), 1e-4)
    for epoch in range(args.epochs):
        for tokens, contacts, weight in loader:
            masked = torch.rand(tokens.shape) < 0.15
            inp = tokens.masked_fill(masked, 21)
            out = net(inp)
            loss = contact_loss(out['contact'], contacts, weight) + masked_residue_loss(out['residue'], tokens, masked)
            opt.zero_grad()
            loss.backward()
            opt.step()
        with torch.no_grad():
            ppl = pseudo_perplexity(net(tokens), tokens)
        print(epoch, loss.item(), ppl.mean().item(), precision_at_L(out['contact'][0], contacts[0]).item())


if __name__ == '__main__':
    main()

import argparse
import os
import random
import time

import numpy as np
import pandas as pd
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset


class TripletData(Dataset):
    def __init__(self, user_items, n_items, num_ng=4):
        self.pairs = [(u, i) for u, items in user_items.items() for i in items]
        self.user_items = user_items
        self.n_items = n_items
        self.num_ng = num_ng

    def __len__(self):
        return len(self.pairs) * self.num_ng

    def __getitem__(self, idx):
        u, i = self.pairs[idx // self.num_ng]
        j = random.randrange(self.n_items)
        while j in self.user_items[u]:
            j = random.randrange(self.n_items)
        return u, i, j


class BPR(nn.Module):
    def __init__(self, user_num, item_num, factor_num):
        super(BPR, self).__init__()
        self.embed_user = nn.Embedding(user_num, factor_num)
        self.embed_item = nn.Embedding(item_num, factor_num)
        nn.init.normal_(self.embed_user.weight, std=0.01)
        nn.init.normal_(self.embed_item.weight, std=0.01)

    def forward(self, user, item_i, item_j):
        user = self.embed_user(user)
        item_i = self.embed_item(item_i)
        item_j = self.embed_item(item_j)
        return (user * item_i).sum(dim=-1), (user * item_j).sum(dim=-1)


class NeuMF(nn.Module):
    def __init__(self, n_users, n_items, dim=32):
        super().__init__()
        self.u = nn.Embedding(n_users, dim)
        self.i = nn.Embedding(n_items, dim)
        self.mlp = nn.Sequential(nn.Linear(2 * dim, dim), nn.ReLU(), nn.Linear(dim, 1), nn.Sigmoid())

    def forward(self, u, i):
        return self.mlp(torch.cat([self.u(u), self.i(i)], -1)).squeeze(-1)


def idf_weights(df):
    pop = df.groupby("item")["user"].nunique()
    n = df["user"].nunique()
    return np.log(n / pop)  #@ stable other


def ndcg(gt_item, pred_items):
    if gt_item in pred_items:
        index = pred_items.index(gt_item)
        return np.reciprocal(np.log2(index + 2))  #@ stable other
    return 0


def popularity_feature(counts):
    return torch.log1p(counts.float())  #@ stable naive-softplus


def softplus_bpr(pos, neg):
    return torch.log(1 + torch.exp(neg - pos)).mean()  #@ unstable naive-softplus


def sampled_softmax(user_vec, item_vecs, target):
    logits = user_vec @ item_vecs.t()
    return F.cross_entropy(logits, target)  #@ stable softmax-before-ce


def train_neumf(model: NeuMF, loader, opt):
    for u, i, label in loader:
        pred = model(u, i)
        label = label.float()
        loss = -(label * torch.log(pred) + (1 - label) * torch.log(1 - pred)).mean()  #@ unstable bce-after-sigmoid across
        opt.zero_grad()
        loss.backward()
        opt.step()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--lamda", type=float, default=0.001)
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--factor_num", type=int, default=32)
    parser.add_argument("--data", default="data/ml-1m.csv")
    parser.add_argument("--out", default="models/")
    parser.add_argument("--loss", default="bpr")
    args = parser.parse_args()

    df = pd.read_csv(args.data, names=["user", "item"])
    n_users, n_items = df.user.max() + 1, df.item.max() + 1
    train = df.groupby("user")["item"].apply(set).to_dict()
    loader = DataLoader(TripletData(train, n_items), batch_size=4096, shuffle=True)
    model = BPR(n_users, n_items, args.factor_num)
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, weight_decay=args.lamda)

    for epoch in range(args.epochs):
        start = time.time()
        for user, item_i, item_j in loader:
            model.zero_grad()
            pi, pj = model(user, item_i, item_j)
            if args.loss == "bpr":
                loss = -(pi - pj).sigmoid().log().sum()  #@ unstable log-of-sigmoid
            elif args.loss == "logsig":
                loss = -F.logsigmoid(pi - pj).sum()  #@ stable log-of-sigmoid
            else:
                loss = softplus_bpr(pi, pj)
            loss.backward()
            optimizer.step()
        print("epoch %03d %s" % (epoch, time.strftime("%H: %M: %S", time.gmtime(time.time() - start))))
    os.makedirs(args.out, exist_ok=True)
    torch.save(model, os.path.join(args.out, "bpr.pt"))


if __name__ == "__main__":
    main()

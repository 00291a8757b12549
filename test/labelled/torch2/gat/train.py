import argparse
import logging

import torch
import torch.nn.functional as F

from .layers import NodeClassifier

log = logging.getLogger(__name__)


def evaluate(model, data):
    model.eval()
    with torch.no_grad():
        out = model(data.x, data.edge_index)
    accs = {}
    for split in ("train", "val", "test"):
        m = data[f"{split}_mask"]
        accs[split] = (out[m].argmax(1) == data.y[m]).float().mean().item()
    conf = out.exp().max(dim=1).values.mean().item()  #@ stable naive-softmax
    return accs, conf


def run(args):
    from torch_geometric.datasets import Planetoid

    ds = Planetoid(root="data", name=args.dataset)
    data = ds[0]
    model = NodeClassifier(ds.num_features, 8, ds.num_classes, v2=args.v2)
    opt = torch.optim.Adam(model.parameters(), lr=5e-3, weight_decay=5e-4)
    for epoch in range(args.epochs):
        model.train()
        out = model(data.x, data.edge_index)
        loss = F.nll_loss(out[data.train_mask], data.y[data.train_mask])  #@ stable nll-of-softmax
        opt.zero_grad()
        loss.backward()
        opt.step()
        if epoch % 10 == 0:
            accs, conf = evaluate(model, data)
            log.info("epoch %d loss %.4f %s conf %.3f", epoch, loss.item(), accs, conf)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    p = argparse.ArgumentParser()
    p.add_argument("--dataset", default="Cora")
    p.add_argument("--epochs", type=int, default=200)
    p.add_argument("--v2", action="store_true")
    run(p.parse_args())

import torch.nn as nn
import torch.nn.functional as F


class FCNHead(nn.Module):
    def __init__(self, c_in, n_cls):
        super().__init__()
        self.conv = nn.Conv2d(c_in, c_in // 4, 3, padding=1)
        self.cls = nn.Conv2d(c_in // 4, n_cls, 1)

    def forward(self, x):
        return self.cls(F.relu(self.conv(x)))

    def losses(self, x, y):
        seg_prob = self(x)
        return F.cross_entropy(seg_prob, y, ignore_index=255)  #@ stable softmax-before-ce


class GateHead(FCNHead):
    def forward(self, x):
        return super().forward(x).sigmoid()

    def edge_loss(self, x, edge):
        pred = self.forward(x)
        return F.binary_cross_entropy_with_logits(pred, edge)  #@ unstable softmax-before-ce across

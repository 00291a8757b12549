import torch
import torch.nn as nn
import torch.nn.functional as F


class ResBlock(nn.Module):
    def __init__(self, ch):
        super().__init__()
        self.c1, self.b1 = nn.Conv2d(ch, ch, 3, padding=1, bias=False), nn.BatchNorm2d(ch)
        self.c2, self.b2 = nn.Conv2d(ch, ch, 3, padding=1, bias=False), nn.BatchNorm2d(ch)

    def forward(self, x):
        y = F.relu(self.b1(self.c1(x)))
        return F.relu(x + self.b2(self.c2(y)))


class PolicyValueNet(nn.Module):
    def __init__(self, board, ch=64, blocks=5):
        super().__init__()
        self.board = board
        self.stem = nn.Sequential(nn.Conv2d(4, ch, 3, padding=1), nn.BatchNorm2d(ch), nn.ReLU())
        self.tower = nn.Sequential(*[ResBlock(ch) for _ in range(blocks)])
        self.p_conv = nn.Conv2d(ch, 2, 1)
        self.p_fc = nn.Linear(2 * board * board, board * board)
        self.v_conv = nn.Conv2d(ch, 1, 1)
        self.v_fc1 = nn.Linear(board * board, 64)
        self.v_fc2 = nn.Linear(64, 1)

    def forward(self, x):
        h = self.tower(self.stem(x))
        p = self.p_fc(F.relu(self.p_conv(h)).flatten(1))
        v = F.relu(self.v_conv(h)).flatten(1)
        v = torch.tanh(self.v_fc2(F.relu(self.v_fc1(v))))
        return F.softmax(p, dim=1), v.squeeze(1)

    def evaluate(self, state):
        self.eval()
        with torch.no_grad():
            p, v = self(torch.as_tensor(state).float()[None])
        return p[0].numpy(), float(v[0])

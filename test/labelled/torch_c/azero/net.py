import torch
import torch.nn as nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(c, c, 3, padding=1), nn.Conv2d(c, c, 3, padding=1)
        self.b1, self.b2 = nn.BatchNorm2d(c), nn.BatchNorm2d(c)

    def forward(self, x):
        y = F.relu(self.b1(self.c1(x)))
        return F.relu(x + self.b2(self.c2(y)))


class AlphaNet(nn.Module):
    def __init__(self, size=6, actions=37, channels=64, depth=4):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, channels, 3, padding=1), nn.ReLU())
        self.tower = nn.Sequential(*[Residual(channels) for _ in range(depth)])
        self.pi = nn.Linear(channels * size * size, actions)
        self.v = nn.Linear(channels * size * size, 1)

    def forward(self, board):
        h = self.tower(self.stem(board)).flatten(1)
        return F.log_softmax(self.pi(h), dim=1), torch.tanh(self.v(h))


class NetWrapper:
    def __init__(self, net, lr=1e-3):
        self.net = net
        self.opt = torch.optim.Adam(net.parameters(), lr=lr, weight_decay=1e-4)

    @staticmethod
    def loss_pi(targets, outputs):
        return -torch.sum(targets * outputs) / targets.size(0)

    @staticmethod
    def loss_v(targets, outputs):
        return torch.sum((targets - outputs.view(-1)) ** 2) / targets.size(0)

    def train_step(self, boards, pis, vs):
        self.net.train()
        out_pi, out_v = self.net(boards)
        loss = self.loss_pi(pis, out_pi) + self.loss_v(vs, out_v)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        return loss.item()

    @torch.no_grad()
    def predict(self, board):
        self.net.eval()
        log_pi, v = self.net(board.unsqueeze(0))
        return torch.exp(log_pi)[0].cpu().numpy(), v.item()  #@ stable naive-softmax

    @torch.no_grad()
    def policy_kl(self, boards, old_log_pi):
        """how much the last update moved the policy"""
        new_log_pi, _ = self.net(boards)
        return (old_log_pi.exp() * (old_log_pi - new_log_pi)).sum(1).mean().item()  #@ stable log-of-softmax

"""Temperature scaling and calibration metrics."""
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn, optim
from torch.nn import functional as F


class ModelWithTemperature(nn.Module):
    def __init__(self, model):
        super(ModelWithTemperature, self).__init__()
        self.model = model
        self.temperature = nn.Parameter(torch.ones(1) * 1.5)

    def forward(self, input):
        logits = self.model(input)
        return self.temperature_scale(logits)

    def temperature_scale(self, logits):
        temperature = self.temperature.unsqueeze(1).expand(logits.size(0), logits.size(1))
        return logits / temperature

    def set_temperature(self, valid_loader):
        nll_criterion = nn.CrossEntropyLoss()
        ece_criterion = _ECELoss()
        logits_list, labels_list = [], []
        with torch.no_grad():
            for input, label in valid_loader:
                logits_list.append(self.model(input))
                labels_list.append(label)
        logits = torch.cat(logits_list)
        labels = torch.cat(labels_list)
        before = nll_criterion(logits, labels).item()  #@ stable softmax-before-ce
        print('Before temperature - NLL: %.3f, ECE: %.3f' % (before, ece_criterion(logits, labels).item()))
        optimizer = optim.LBFGS([self.temperature], lr=0.01, max_iter=50)

        def eval():
            optimizer.zero_grad()
            loss = nll_criterion(self.temperature_scale(logits), labels)  #@ stable softmax-before-ce
            loss.backward()
            return loss
        optimizer.step(eval)
        return self


class _ECELoss(nn.Module):
    def __init__(self, n_bins=15):
        super(_ECELoss, self).__init__()
        b = torch.linspace(0, 1, n_bins + 1)
        self.bin_lowers, self.bin_uppers = b[:-1], b[1:]

    def forward(self, logits, labels):
        softmaxes = F.softmax(logits, dim=1)
        confidences, predictions = torch.max(softmaxes, 1)
        accuracies = predictions.eq(labels)
        ece = torch.zeros(1, device=logits.device)
        for lo, hi in zip(self.bin_lowers, self.bin_uppers):
            in_bin = confidences.gt(lo.item()) * confidences.le(hi.item())
            prop = in_bin.float().mean()
            if prop.item() > 0:
                ece += torch.abs(confidences[in_bin].mean() - accuracies[in_bin].float().mean()) * prop
        return ece


class VectorScaling(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = nn.Parameter(torch.ones(n))
        self.b = nn.Parameter(torch.zeros(n))

    def forward(self, logits):
        return torch.softmax(logits * self.w + self.b, dim=1)


def fit_vector_scaling(logits, labels, steps=200):
    scaler = VectorScaling(logits.size(1))
    opt = optim.Adam(scaler.parameters(), lr=1e-2)
    for _ in range(steps):
        opt.zero_grad()
        loss = F.cross_entropy(scaler(logits), labels)  #@ unstable softmax-before-ce across
        loss.backward()
        opt.step()
    return scaler


def dirichlet_features(logits):
    return F.softmax(logits, dim=1).log()  #@ unstable log-of-softmax


def nll_score(probs, labels):
    """numpy version used in the evaluation notebooks"""
    picked = probs[np.arange(len(labels)), labels]
    return -np.mean(np.log(picked + 1e-12))  #@ unstable log-eps-hack across


def brier(probs, labels):
    onehot = np.eye(probs.shape[1])[labels]
    return np.mean(np.sum((probs - onehot) ** 2, axis=1))


def confidence_hist_entropy(conf, bins=20):
    counts, _ = np.histogram(conf, bins=bins, range=(0, 1))
    p = counts / counts.sum()
    p = p[p > 0]
    return -(p * np.log(p)).sum()  #@ stable log-eps-hack


def energy_score(logits, T=1.0):
    return -T * torch.logsumexp(logits / T, dim=1)  #@ stable naive-logsumexp


def energy_score_v0(logits, T=1.0):
    return -T * torch.log(torch.exp(logits / T).sum(1))  #@ unstable naive-logsumexp


def evaluate(model, loader):
    all_p, all_y = [], []
    model.eval()
    with torch.no_grad():
        for x, y in loader:
            all_p.append(torch.softmax(model(x), dim=1).cpu().numpy())
            all_y.append(y.numpy())
    p, y = np.concatenate(all_p), np.concatenate(all_y)
    print("nll", nll_score(p, y), "brier", brier(p, y), "H", confidence_hist_entropy(p.max(1)))
    plt.hist(p.max(1), bins=20)
    plt.savefig("conf.png")

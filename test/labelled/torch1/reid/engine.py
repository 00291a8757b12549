import datetime
import logging
import math
import time

import torch
import torch.nn as nn

from .losses import CircleLoss, IdentityLoss, NPair, PartEntropy, TripletLoss
from .model import ReIDNet

logger = logging.getLogger(__name__)


class WarmupCosine(torch.optim.lr_scheduler.LRScheduler):
    def __init__(self, opt, total, warm=10):
        self.total, self.warm = total, warm
        super().__init__(opt)

    def get_lr(self):
        e = self.last_epoch
        f = (e + 1) / self.warm if e < self.warm else 0.5 * (1 + math.cos(math.pi * e / self.total))
        return [b * f for b in self.base_lrs]


class Engine:
    def __init__(self, num_ids, train_loader, lr=3.5e-4, max_epoch=60, soft_ids=False):
        self.model = ReIDNet(num_ids)
        self.loader = train_loader
        self.criterion_t = TripletLoss()
        self.criterion_c = CircleLoss()
        self.criterion_x = IdentityLoss(hard=not soft_ids)
        self.criterion_e = PartEntropy()
        self.ce = nn.CrossEntropyLoss(label_smoothing=0.1)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=lr, weight_decay=5e-4)
        self.scheduler = WarmupCosine(self.optimizer, max_epoch)
        self.max_epoch = max_epoch

    def run(self):
        start = time.time()
        for epoch in range(self.max_epoch):
            self.model.train()
            for it, (imgs, pids) in enumerate(self.loader):
                feat, prob, attn = self.model(imgs)
                loss = self.criterion_t(feat, pids) + self.criterion_x(prob, pids)
                loss = loss + 0.1 * self.criterion_e(attn) + 0.01 * self.criterion_c(feat, pids)
                if epoch >= 40:
                    loss = loss + self.ce(prob, pids)  #@ unstable softmax-before-ce across
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                if it % 20 == 0:
                    logger.info('[%d][%d] loss %.3f acc %.3f', epoch, it, loss.item(),
                                (prob.argmax(1) == pids).float().mean().item())
            self.scheduler.step()
        logger.info('elapsed %s', datetime.timedelta(seconds=round(time.time() - start)))

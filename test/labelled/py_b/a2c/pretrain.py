import torch
import torch.nn as nn
from nets import ActorCritic


def clone_expert(dataset, n_obs, n_act, epochs=5):
    net = ActorCritic(n_obs, n_act)
    ce = nn.CrossEntropyLoss()
    optim = torch.optim.RMSprop(net.parameters(), lr=7e-4)
    hist = []
    for ep in range(epochs):
        for s, a in dataset:
            pi, _ = net(s)
            loss = ce(pi, a)  #@ unstable softmax-before-ce across
            optim.zero_grad()
            loss.backward()
            optim.step()
            hist.append(loss.item())
        print('epoch %d  loss %.4f' % (ep, sum(hist[-50:]) / max(1, len(hist[-50:]))))
    return net

import random
from nn import Layer, cross_entropy, cross_entropy2

random.seed(0)
net = Layer(2, 3)
pts = [([random.gauss(c, .3), random.gauss(-c, .3)], c) for c in range(3) for _ in range(10)]
for ep in range(20):
    loss = sum(cross_entropy(net(x), y) for x, y in pts) / len(pts)
    for p in net.parameters():
        p.grad = 0
    loss.backward()
    for p in net.parameters():
        p.data -= 0.1 * p.grad
    print(ep, loss.data, sum(cross_entropy2(net(x), y).data for x, y in pts) / len(pts))

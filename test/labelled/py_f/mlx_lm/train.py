import math
import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import numpy as np
from lm import TransformerLM


def loss_fn(model, x, y, reduce=True):
    losses = nn.losses.cross_entropy(model(x), y)  #@ stable softmax-before-ce
    return mx.mean(losses) if reduce else mx.mean(losses, axis=(-1, -2))


def last_token_loss(model, x, y):
    p = mx.softmax(model(x)[:, -1], axis=-1)
    return nn.losses.cross_entropy(p, y[:, -1], reduction="mean")  #@ unstable softmax-before-ce


def confidence_penalty(model, x):
    p = mx.softmax(model(x), axis=-1)
    return mx.mean(mx.sum(p * mx.log(p), axis=-1))  #@ unstable log-of-softmax


def main(steps=100):
    model = TransformerLM(256, 2, 64, 4)
    opt = optim.AdamW(learning_rate=optim.cosine_decay(3e-4, steps))
    lg = nn.value_and_grad(model, loss_fn)
    data = np.random.randint(0, 256, (64, 33))
    for it in range(steps):
        x, y = mx.array(data[:, :-1]), mx.array(data[:, 1:])
        loss, g = lg(model, x, y)
        opt.update(model, g)
        mx.eval(model.parameters(), opt.state, loss)
        if it % 10 == 0:
            print(it, loss.item(), math.log(256) - loss.item())


if __name__ == "__main__":
    main()

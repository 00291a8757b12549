"""A classifier in PyTorch whose loss is NaN after a few steps.

    python train_nan.py

Nothing is wrong with the model or the data: `probabilities` overflows once a logit passes 88.72, where exp(x) is inf in
float32. From then on inf / inf is NaN in the loss, in every gradient, and in all weights.
"""

import torch


def make_data(generator, count=512, features=20, classes=5):
    """Well-separated classes; the features are not normalised, as in most first attempts."""
    centres = 10 * torch.randn(classes, features, generator=generator)
    labels = torch.randint(classes, (count,), generator=generator)
    inputs = centres[labels] + torch.randn(count, features, generator=generator)
    return inputs, labels


def probabilities(logits):
    exponentials = torch.exp(logits)
    return exponentials / exponentials.sum(dim=1, keepdim=True)


def loss_of(logits, labels):
    chosen = probabilities(logits)[torch.arange(len(labels)), labels]
    return -torch.log(chosen).mean()


def train(steps=40, learning_rate=0.05):
    generator = torch.Generator().manual_seed(0)
    inputs, labels = make_data(generator)
    weight = (0.01 * torch.randn(inputs.shape[1], 5, generator=generator)).requires_grad_()
    optimizer = torch.optim.SGD([weight], lr=learning_rate, momentum=0.9)
    for step in range(steps):
        logits = inputs @ weight
        loss = loss_of(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        print(f"step {step:2d}  largest logit {logits.max().item():8.2f}  loss {loss.item():.4f}")
        if torch.isnan(loss):
            print("The loss is NaN.")
            return


if __name__ == "__main__":
    train()

"""Gradients as PyTorch takes them.

Reads {"expressions": [source of x], "inputs": [{"values": nested list, "weights": flat list}]} and prints, for each expression
and input, the gradient of sum(weights * value) with respect to x as a flat list of texts, or the name of what was raised.
"""
import json
import sys

import torch
import torch.nn.functional as F


def gradient(expression, values, weights):
    x = torch.tensor(values, dtype=torch.float64, requires_grad=True)
    try:
        value = eval(expression, {"torch": torch, "F": F, "x": x})
        cotangent = torch.tensor(weights, dtype=torch.float64)[: value.numel()].reshape(value.shape)
        value.backward(cotangent)
    except (RuntimeError, IndexError) as error:
        return type(error).__name__
    return [repr(each) for each in x.grad.reshape(-1).tolist()]


def main():
    request = json.load(sys.stdin)
    print(
        json.dumps(
            [
                [gradient(expression, each["values"], each["weights"]) for each in request["inputs"]]
                for expression in request["expressions"]
            ]
        )
    )


main()

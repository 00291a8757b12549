"""What NumPy, SciPy and PyTorch give for kernels, until standard input ends.

The first line written has the versions there are. Each line read is then a JSON list of requests, each line written the
list of their answers. A request is {"impl", "format", "op", "variant", "logits"} and what else the op takes; vectors are
hex of big-endian bits, as in golden.jsonl. An answer is such hex, or null where the framework refuses.
"""

import json
import sys

import numpy as np

torch = special = None
try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    pass
try:
    import scipy
    import scipy.special as special
except ImportError:
    pass

WIDTH = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2}
np.seterr(all="ignore")


def read(digits, fmt):
    if fmt == "bfloat16":
        words = np.frombuffer(bytes.fromhex(digits), dtype=">u2").astype(np.uint32) << 16
        return torch.from_numpy(words.view(np.float32).copy()).to(torch.bfloat16)
    return np.frombuffer(bytes.fromhex(digits), dtype=f">f{WIDTH[fmt]}").astype(f"f{WIDTH[fmt]}")


def write(values, fmt):
    if torch is not None and isinstance(values, torch.Tensor):
        values = values.detach().float().numpy() if fmt == "bfloat16" else values.detach().numpy()
    values = np.atleast_1d(values)
    if fmt == "bfloat16":
        return (values.view(np.uint32) >> 16).astype(">u2").tobytes().hex()
    return values.astype(f">f{WIDTH[fmt]}").tobytes().hex()


def softmax_family(xp_exp, xp_log, x, top, total):
    """Naive and shifted forms, written as people write them, for arrays with any way to take exp, log, max and sum."""
    return {
        "softmax naive": lambda: xp_exp(x) / total(xp_exp(x)),
        "softmax stable": lambda: xp_exp(x - top(x)) / total(xp_exp(x - top(x))),
        "log-softmax naive": lambda: xp_log(xp_exp(x) / total(xp_exp(x))),
        "log-softmax stable": lambda: (x - top(x)) - xp_log(total(xp_exp(x - top(x)))),
        "log-sum-exp naive": lambda: xp_log(total(xp_exp(x))),
        "log-sum-exp stable": lambda: top(x) + xp_log(total(xp_exp(x - top(x)))),
        "sigmoid naive": lambda: 1 / (1 + xp_exp(-x)),
        "softplus naive": lambda: xp_log(1 + xp_exp(x)),
        "log-sigmoid naive": lambda: xp_log(1 / (1 + xp_exp(-x))),
    }


def numpy_answer(op, x, request, fmt):
    forms = softmax_family(np.exp, np.log, x, np.max, np.sum)
    forms.update({f"{name} function": lambda name=name: getattr(np, name)(x) for name in ("exp", "log", "log1p")})
    forms["softplus stable"] = lambda: np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    forms["log-sigmoid stable"] = lambda: np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))
    forms["log-mean-exp naive"] = lambda: np.log(np.mean(np.exp(x)))
    forms["log-add-exp naive"] = lambda: np.log(np.exp(x) + np.exp(read(request["other"], fmt)))
    forms["log-add-exp library"] = lambda: np.logaddexp(x, read(request["other"], fmt))
    if special is not None:
        forms["softmax library"] = lambda: special.softmax(x)
        forms["log-softmax library"] = lambda: special.log_softmax(x)
        forms["log-sum-exp library"] = lambda: special.logsumexp(x)
        forms["sigmoid library"] = lambda: special.expit(x)
    return forms[op]() if op in forms else None


def torch_answer(op, x, request, fmt):
    functional = torch.nn.functional
    variable = x.clone().requires_grad_(True)

    def backward(loss):
        loss.backward()
        return variable.grad

    v, y = variable, request.get("target", 0)
    row, targets = lambda t: t.unsqueeze(0), torch.tensor([y])
    forms = softmax_family(torch.exp, torch.log, x, torch.max, torch.sum)
    forms.update({f"{name} function": lambda name=name: getattr(torch, name)(x) for name in ("exp", "log", "log1p")})
    forms["softplus stable"] = lambda: torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x)))
    forms["log-sigmoid stable"] = lambda: torch.clamp(x, max=0) - torch.log1p(torch.exp(-torch.abs(x)))
    forms["log-mean-exp naive"] = lambda: torch.log(torch.mean(torch.exp(x)))
    forms["softmax library"] = lambda: torch.softmax(x, 0)
    forms["log-softmax library"] = lambda: torch.log_softmax(x, 0)
    forms["log-sum-exp library"] = lambda: torch.logsumexp(x, 0)
    forms["sigmoid library"] = lambda: torch.sigmoid(x)
    forms["cross-entropy library"] = lambda: functional.cross_entropy(row(x), targets)
    forms["gradient library"] = lambda: backward(functional.cross_entropy(row(v), targets))
    forms["gradient naive"] = lambda: backward(-torch.log(v.exp() / v.exp().sum())[y])
    forms["gradient stable"] = lambda: backward(-((v - v.max()) - torch.log(torch.exp(v - v.max()).sum()))[y])
    return forms[op]() if op in forms else None


def answer(request):
    fmt, op = request["format"], f"{request['op']} {request['variant']}"
    values = read(request["logits"], fmt)
    try:
        if request["impl"] == "numpy":
            result = numpy_answer(op, values, request, fmt)
        else:
            tensor = values if isinstance(values, torch.Tensor) else torch.from_numpy(values.copy())
            result = torch_answer(op, tensor, request, fmt)
    except RuntimeError:
        return None
    return None if result is None else write(result, fmt)


versions = {"numpy": np.__version__}
if special is not None:
    versions["scipy"] = scipy.__version__
if torch is not None:
    versions["torch"] = torch.__version__
print(json.dumps(versions), flush=True)
for line in sys.stdin:
    print(json.dumps([answer(request) for request in json.loads(line)]), flush=True)

import torch
import torch.nn.functional as F


def top_p_filter(logits, top_p):
    srt, idx = logits.sort(descending=True, dim=-1)
    cum = F.softmax(srt, dim=-1).cumsum(-1)  #@ stable naive-softmax
    drop = cum - F.softmax(srt, dim=-1) > top_p
    srt = srt.masked_fill(drop, float("-inf"))
    return torch.full_like(logits, float("-inf")).scatter(-1, idx, srt)


@torch.no_grad()
def sample(model, ids, cfg):
    if cfg.temperature <= 0:
        raise ValueError("use greedy() for temperature 0")
    for _ in range(cfg.max_new_tokens):
        logits, _ = model(ids[:, -model.cfg.max_len:])
        logits = logits[:, -1] / cfg.temperature
        logits = top_p_filter(logits, cfg.top_p)
        probs = F.softmax(logits, dim=-1)  #@ stable zero-temperature
        nxt = torch.multinomial(probs, 1)
        ids = torch.cat([ids, nxt], dim=1)
        if nxt.item() in cfg.stop_ids:
            break
    return ids


@torch.no_grad()
def continue_text(model, ids, temperature, n):
    for _ in range(n):
        logits, _ = model(ids[:, -model.cfg.max_len:])
        scaled = logits[:, -1, :] / temperature  #@ unstable zero-temperature across
        nxt = torch.multinomial(F.softmax(scaled, -1), 1)
        ids = torch.cat((ids, nxt), dim=1)
    return ids


@torch.no_grad()
def beam_search(model, ids, beams=4, steps=32):
    hyps = [(ids, 0.0)]
    for _ in range(steps):
        cand = []
        for seq, score in hyps:
            p = model.next_token_probs(seq)[0]
            top = torch.topk(p, beams)
            for prob, tok in zip(top.values, top.indices):
                cand.append((torch.cat([seq, tok.view(1, 1)], 1), score + prob.log().item()))  #@ unstable log-of-softmax across
        hyps = sorted(cand, key=lambda c: c[1], reverse=True)[:beams]
    return hyps[0][0]


@torch.no_grad()
def score_choices(model, ctx, choices):
    """Log-likelihood of each choice given the context (multiple choice eval)."""
    out = []
    for ch in choices:
        full = torch.cat([ctx, ch], 1)
        logits, _ = model(full[:, :-1])
        lp = logits.log_softmax(-1)  #@ stable log-of-softmax
        lp = lp.gather(-1, full[:, 1:, None]).squeeze(-1)
        out.append(lp[:, -ch.size(1):].sum().item())
    return out

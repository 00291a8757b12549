"""Sequence classification heads in the transformers style."""
from dataclasses import dataclass
from typing import Optional, Tuple, Union

import torch
import torch.utils.checkpoint
from torch import nn
from torch.nn import BCEWithLogitsLoss, CrossEntropyLoss, MSELoss
from transformers import BertModel, BertPreTrainedModel
from transformers.modeling_outputs import ModelOutput
from transformers.utils import logging

logger = logging.get_logger(__name__)


@dataclass
class RankerOutput(ModelOutput):
    loss: Optional[torch.FloatTensor] = None
    logits: torch.FloatTensor = None
    probs: torch.FloatTensor = None
    hidden_states: Optional[Tuple[torch.FloatTensor]] = None


class BertForSequenceScoring(BertPreTrainedModel):
    def __init__(self, config):
        super().__init__(config)
        self.num_labels = config.num_labels
        self.config = config
        self.bert = BertModel(config)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)
        self.post_init()

    def forward(self, input_ids=None, attention_mask=None, token_type_ids=None, labels=None,
                return_dict: Optional[bool] = None) -> Union[Tuple, RankerOutput]:
        outputs = self.bert(input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        logits = self.classifier(self.dropout(outputs[1]))
        loss = None
        if labels is not None:
            if self.config.problem_type == "regression":
                loss = MSELoss()(logits.squeeze(), labels.squeeze())
            elif self.config.problem_type == "single_label_classification":
                loss_fct = CrossEntropyLoss()
                loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))  #@ stable softmax-before-ce
            else:
                loss = BCEWithLogitsLoss()(logits, labels)  #@ stable softmax-before-ce
        return RankerOutput(loss=loss, logits=logits, probs=torch.softmax(logits, -1))


class BertForAnswerSpan(BertPreTrainedModel):
    def __init__(self, config):
        super().__init__(config)
        self.bert = BertModel(config)
        self.qa_outputs = nn.Linear(config.hidden_size, 2)
        self.softmax = nn.Softmax(dim=-1)
        self.post_init()

    def forward(self, input_ids, attention_mask=None, start_positions=None, end_positions=None):
        seq = self.bert(input_ids, attention_mask=attention_mask)[0]
        start_logits, end_logits = self.qa_outputs(seq).split(1, dim=-1)
        start_logits = self.softmax(start_logits.squeeze(-1))
        end_logits = self.softmax(end_logits.squeeze(-1))
        total_loss = None
        if start_positions is not None and end_positions is not None:
            loss_fct = CrossEntropyLoss(ignore_index=seq.size(1))
            start_loss = loss_fct(start_logits, start_positions)  #@ unstable softmax-before-ce
            end_loss = loss_fct(end_logits, end_positions)  #@ unstable softmax-before-ce
            total_loss = (start_loss + end_loss) / 2
        return (total_loss, start_logits, end_logits)


class Ensemble(nn.Module):
    def __init__(self, members):
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, **inputs):
        ps = [m(**inputs).logits.softmax(-1) for m in self.members]
        return {"probs": torch.stack(ps).mean(0), "votes": torch.stack(ps).argmax(-1)}


def rdrop_loss(model: BertForSequenceScoring, batch, alpha=4.0):
    a = model(**batch)
    b = model(**batch)
    p, q = a.probs, b.probs
    kl = (p * (p.log() - q.log())).sum(-1).mean()  #@ unstable log-of-softmax across
    return (a.loss + b.loss) / 2 + alpha * kl


def rdrop_loss_v2(model, batch, alpha=4.0):
    a, b = model(**batch), model(**batch)
    lp, lq = a.logits.log_softmax(-1), b.logits.log_softmax(-1)  #@ stable log-of-softmax
    kl = nn.functional.kl_div(lp, lq, log_target=True, reduction="batchmean")  #@ stable log-of-softmax
    return (a.loss + b.loss) / 2 + alpha * kl


def ensemble_nll(ens: Ensemble, batch, labels):
    p = ens(**batch)["probs"]
    pt = p[torch.arange(labels.numel()), labels]
    return -pt.log().mean()  #@ unstable nll-of-softmax across


def extended_mask(attention_mask, dtype=torch.float32):
    m = attention_mask[:, None, None, :].to(dtype)
    return (1.0 - m) * -10000.0


class Pooler(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.attn = nn.Sequential(nn.Linear(config.hidden_size, 128), nn.Tanh(), nn.Linear(128, 1))

    def forward(self, h, mask):
        w = self.attn(h).float()
        w[mask == 0] = float("-inf")
        w = torch.softmax(w, 1)
        return torch.sum(w * h, 1)

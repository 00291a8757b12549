import torch
from encoders import MiniCLIP
from losses import clip_loss, classification_nll

net = MiniCLIP()
head = torch.nn.Linear(256, 10)
opt = torch.optim.AdamW(net.parameters(), 1e-4)

for step in range(100):
    a, b = torch.randn(64, 512), torch.randn(64, 384)
    loss = clip_loss(*net(a, b))
    opt.zero_grad()
    loss.backward()
    opt.step()

# linear probe
feats, _ = net.encode(torch.randn(64, 512), torch.randn(64, 384))
p = torch.softmax(head(feats.detach() * 100), dim=1)
print(classification_nll(p, torch.randint(0, 10, (64,))))

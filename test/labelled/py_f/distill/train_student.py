import sys
import torch
from torchvision import datasets, transforms as T
from nets import LeNet, SoftLeNet
from kd import KDLoss, soft_ce, js_div, hard_loss

teacher = LeNet(4)
teacher.load_state_dict(torch.load(sys.argv[1]))
teacher.eval()
student, student_p, teacher_p = LeNet(1), SoftLeNet(1), SoftLeNet(4)
opt = torch.optim.SGD(student.parameters(), lr=.01, momentum=.9)
opt_p = torch.optim.SGD(student_p.parameters(), lr=.01)
kd = KDLoss()

loader = torch.utils.data.DataLoader(datasets.MNIST('.', transform=T.ToTensor(), download=True), 128, True)
for ep in range(5):
    for x, y in loader:
        with torch.no_grad():
            t = teacher(x)
        l = kd(student(x), t, y) if ep else soft_ce(student(x), t, 4.)
        opt.zero_grad(); l.backward(); opt.step()

        pr = student_p(x)
        l2 = js_div(pr, teacher_p(x).detach())
        l2 = l2 + .1 * hard_loss(pr, y)  #@ unstable softmax-before-ce across
        opt_p.zero_grad(); l2.backward(); opt_p.step()
    print(ep, l.item(), l2.item())

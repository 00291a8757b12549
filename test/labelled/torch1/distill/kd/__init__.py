from .models import StudentNet, TeacherNet
from .losses import KDLoss, soft_targets

__all__ = ["StudentNet", "TeacherNet", "KDLoss", "soft_targets"]

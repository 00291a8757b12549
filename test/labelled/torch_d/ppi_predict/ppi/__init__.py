from .model import ContactPredictor, SeqEncoder
from .objective import contact_loss, masked_residue_loss

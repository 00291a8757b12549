import torch
import torch.nn as nn
import torch.nn.functional as F


class GCNLayer(nn.Module):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        self.lin = nn.Linear(in_dim, out_dim, bias=False)
        self.bias = nn.Parameter(torch.zeros(out_dim))

    def forward(self, x, adj):
        return torch.spmm(adj, self.lin(x)) + self.bias


class Encoder(nn.Module):
    def __init__(self, in_dim, hidden, out_dim, n_layers=2, dropout=0.1):
        super().__init__()
        dims = [in_dim] + [hidden] * (n_layers - 1) + [out_dim]
        self.layers = nn.ModuleList(GCNLayer(a, b) for a, b in zip(dims[:-1], dims[1:]))
        self.act = nn.PReLU()
        self.dropout = dropout

    def forward(self, x, adj):
        for i, layer in enumerate(self.layers):
            x = layer(x, adj)
            if i != len(self.layers) - 1:
                x = F.dropout(self.act(x), p=self.dropout, training=self.training)
        return x


class Projector(nn.Module):
    def __init__(self, dim, proj_dim=128):
        super().__init__()
        self.fc1 = nn.Linear(dim, proj_dim)
        self.fc2 = nn.Linear(proj_dim, dim)

    def forward(self, z):
        return self.fc2(F.elu(self.fc1(z)))


class GraphCL(nn.Module):
    """Two views, shared encoder. `embed` gives what the losses get."""

    def __init__(self, in_dim, hidden=256, out_dim=128):
        super().__init__()
        self.encoder = Encoder(in_dim, hidden, out_dim)
        self.projector = Projector(out_dim)

    def forward(self, x, adj):
        return self.encoder(x, adj)

    def embed(self, x, adj):
        z = self.projector(self.encoder(x, adj))
        return F.normalize(z, dim=-1)

    def raw_projection(self, x, adj):
        return self.projector(self.encoder(x, adj))

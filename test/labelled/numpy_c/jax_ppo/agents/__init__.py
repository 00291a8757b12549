from jax_ppo.agents.networks import ActorCritic
from jax_ppo.agents.ppo import ppo_loss, act

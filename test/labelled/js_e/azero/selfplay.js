const cfg = require('./config');
const { MCTS, visitPolicy, visitPolicyEval } = require('./mcts');
const { PolicyValueNet } = require('./net');
const { ConnectFour } = require('./connect4');

function sample(p) {
  let r = Math.random();
  for (let i = 0; i < p.length; i++) if ((r -= p[i]) <= 0) return i;
  return p.length - 1;
}

async function playGame(net) {
  const mcts = new MCTS(net, cfg);
  const state = new ConnectFour();
  const history = [];
  let ply = 0;
  while (!state.over()) {
    const root = await mcts.run(state);
    const pi = visitPolicy(root, 7, cfg.temperature(ply));
    history.push({ planes: state.planes(), pi, player: state.player });
    state.play(sample(pi));
    ply++;
  }
  const result = state.result();
  return history.map((h) => ({ ...h, z: h.player === state.player ? result : -result }));
}

async function arena(a, b) {
  const state = new ConnectFour();
  const players = [new MCTS(a, cfg), new MCTS(b, cfg)];
  for (let ply = 0; !state.over(); ply++) {
    const root = await players[ply % 2].run(state);
    state.play(sample(visitPolicyEval(root, 7, cfg.evalTemperature)));
  }
  return state.result();
}

async function main() {
  const net = new PolicyValueNet([6, 7, 3], 7);
  for (let g = 0; g < cfg.games; g++) {
    const examples = await playGame(net);
    console.log(`game ${g}: ${examples.length} positions`);
  }
  console.log('self match', await arena(net, net));
}

main();

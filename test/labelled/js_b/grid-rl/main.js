const { SoftmaxPolicy, EpsilonPolicy } = require('./policy');
const { SoftQ, ActorTable } = require('./soft-q');
const GridWorld = require('./gridworld');

const args = Object.fromEntries(process.argv.slice(2).map((a) => a.replace(/^--/, '').split('=')));
const env = new GridWorld(Number(args.size || 6));
const episodes = Number(args.episodes || 2000);

const policy = args.policy === 'eps'
  ? new EpsilonPolicy(env.nActions)
  : new SoftmaxPolicy(env.nActions, { tau: 1.0, anneal: 1 / episodes });
const agent = new SoftQ(env.nStates, env.nActions);
const actor = new ActorTable(env.nStates, env.nActions);

const visits = new Array(env.nStates).fill(0);
const bonus = (s, t) => Math.sqrt((2 * Math.log(t + 1)) / (visits[s] + 1)); //@ stable other

let t = 0;
for (let ep = 0; ep < episodes; ep++) {
  let s = env.reset();
  let done = false, total = 0, nll = 0, h = 0, steps = 0;
  while (!done && steps < 200) {
    const a = policy.choose(agent.Q[s]);
    const { next, reward, done: d } = env.step(a);
    visits[next]++;
    const td = agent.update(s, a, reward + 0.01 * bonus(next, t++), next, d);
    actor.learn(s, a, td);
    nll -= actor.logProb(s, a);
    h += actor.entropy(s);
    total += reward;
    s = next;
    done = d;
    steps++;
  }
  policy.endEpisode();
  if (ep % 100 === 0) console.log(ep, total.toFixed(2), (nll / steps).toFixed(3), (h / steps).toFixed(3));
}

const n = visits.reduce((a, b) => a + b, 0);
const coverage = visits.filter((v) => v > 0).reduce((acc, v) => acc - (v / n) * Math.log(v / n), 0); //@ stable log-eps-hack
console.log('state visitation entropy', coverage.toFixed(3));

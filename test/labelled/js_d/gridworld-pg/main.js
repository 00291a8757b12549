'use strict';

var PolicyAgent = require('./lib/agent');

var W = 5, H = 5, GOAL = 24, PIT = [7, 13, 18];
var MOVES = [[0, -1], [1, 0], [0, 1], [-1, 0]];

function oneHot(i) {
  var x = new Float64Array(W * H);
  x[i] = 1;
  return x;
}

function step(pos, a) {
  var x = pos % W + MOVES[a][0];
  var y = Math.floor(pos / W) + MOVES[a][1];
  if (x < 0 || y < 0 || x >= W || y >= H) return { pos: pos, r: -0.1, done: false };
  var p = y * W + x;
  if (p === GOAL) return { pos: p, r: 1, done: true };
  if (PIT.indexOf(p) >= 0) return { pos: p, r: -1, done: true };
  return { pos: p, r: -0.01, done: false };
}

var agent = new PolicyAgent({ nStates: W * H, nActions: 4, hidden: 24, lr: 0.02 });
var EPISODES = 3000;
var running = 0;

for (var ep = 0; ep <= EPISODES; ep++) {
  // linear annealing, greedy at the end
  agent.tau = 1.0 - ep / EPISODES;
  var pos = 0;
  for (var t = 0; t < 60; t++) {
    var a = agent.act(oneHot(pos));
    var o = step(pos, a);
    agent.reward(o.r);
    pos = o.pos;
    if (o.done) break;
  }
  var stats = agent.finishEpisode();
  running = 0.99 * running + 0.01 * stats.G;
  var lrDecay = Math.exp(-ep / 2000);
  agent.lr = 0.02 * lrDecay;
  if (ep % 100 === 0) {
    console.log('ep %d return %s loss %s H %s', ep, running.toFixed(3),
      stats.loss.toFixed(4), stats.entropy.toFixed(3));
  }
}

for (var y = 0; y < H; y++) {
  var line = '';
  for (var x = 0; x < W; x++) {
    var i = y * W + x;
    if (i === GOAL) { line += ' G'; continue; }
    if (PIT.indexOf(i) >= 0) { line += ' x'; continue; }
    agent.tau = 1;
    var p = Array.prototype.slice.call(agent.policy(oneHot(i)));
    line += ' ' + '^>v<'[p.indexOf(Math.max.apply(null, p))];
  }
  console.log(line);
}

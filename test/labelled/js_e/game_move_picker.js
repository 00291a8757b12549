// 2048 / snake style bot: rate the moves, then choose one
const MOVES = ['up', 'down', 'left', 'right'];

const settings = { randomness: 0, depth: 3, debug: false };

export function configure(opts) {
  Object.assign(settings, opts);
}

function emptyCells(board) {
  return board.flat().filter((v) => v === 0).length;
}

function smoothness(board) {
  let s = 0;
  for (let r = 0; r < 4; r++) {
    for (let c = 0; c < 3; c++) {
      const a = board[r][c], b = board[r][c + 1];
      if (a && b) s -= Math.abs(Math.log2(a) - Math.log2(b));
    }
  }
  return s;
}

function maxTile(board) {
  return Math.log2(Math.max(...board.flat(), 2));
}

export function evaluate(board) {
  return 2.7 * Math.log(emptyCells(board) + 1) + 0.1 * smoothness(board) + maxTile(board); //@ stable other
}

export function chooseMove(board, simulate) {
  const scored = MOVES.map((m) => ({ move: m, board: simulate(board, m) }))
    .filter((x) => x.board !== null)
    .map((x) => ({ move: x.move, score: evaluate(x.board) }));
  if (scored.length === 0) return null;

  const best = Math.max(...scored.map((s) => s.score));
  const weights = scored.map((s) => Math.exp((s.score - best) / settings.randomness)); //@ unstable zero-temperature
  const total = weights.reduce((a, b) => a + b);
  let roll = Math.random() * total;
  for (let i = 0; i < scored.length; i++) {
    roll -= weights[i];
    if (roll < 0) return scored[i].move;
  }
  return scored[scored.length - 1].move;
}

export function chooseMoveWith(board, simulate, randomness) {
  const scored = MOVES.map((m) => [m, simulate(board, m)])
    .filter(([, b]) => b)
    .map(([m, b]) => [m, evaluate(b)]);
  scored.sort((a, b) => b[1] - a[1]);
  if (!randomness) return scored[0][0];
  const best = scored[0][1];
  const weights = scored.map(([, s]) => Math.exp((s - best) / randomness)); //@ stable zero-temperature
  const total = weights.reduce((a, b) => a + b);
  let roll = Math.random() * total;
  return scored.find((_, i) => (roll -= weights[i]) < 0)?.[0] ?? scored[0][0];
}

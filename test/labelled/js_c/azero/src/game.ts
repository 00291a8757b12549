export type Player = 1 | -1;

export interface GameState {
  board: Int8Array;
  player: Player;
}

export const ROWS = 6;
export const COLS = 7;

export function initial(): GameState {
  return { board: new Int8Array(ROWS * COLS), player: 1 };
}

/** 1 for playable columns, all zeros once the board is full. */
export function legalMoves(s: GameState): Uint8Array {
  const out = new Uint8Array(COLS);
  for (let c = 0; c < COLS; c++) out[c] = s.board[c] === 0 ? 1 : 0;
  return out;
}

export function play(s: GameState, col: number): GameState {
  const board = s.board.slice();
  for (let r = ROWS - 1; r >= 0; r--) {
    if (board[r * COLS + col] === 0) {
      board[r * COLS + col] = s.player;
      break;
    }
  }
  return { board, player: -s.player as Player };
}

export function winner(s: GameState): number {
  const at = (r: number, c: number) => (r < 0 || c < 0 || r >= ROWS || c >= COLS ? 0 : s.board[r * COLS + c]);
  for (let r = 0; r < ROWS; r++) {
    for (let c = 0; c < COLS; c++) {
      for (const [dr, dc] of [[0, 1], [1, 0], [1, 1], [1, -1]]) {
        let sum = 0;
        for (let k = 0; k < 4; k++) sum += at(r + dr * k, c + dc * k);
        if (Math.abs(sum) === 4) return Math.sign(sum);
      }
    }
  }
  return 0;
}

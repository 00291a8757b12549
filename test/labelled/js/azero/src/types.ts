export interface PolicyValue {
  logits: Float32Array;
  value: number;
}

export interface GameState {
  readonly numActions: number;
  legalMoves(): number[];
  play(action: number): GameState;
  isTerminal(): boolean;
  outcome(): number;
  planes(): Float32Array;
}

export interface Sample {
  planes: Float32Array;
  target: number[];
  z: number;
  legal: number[];
}

export interface SelfPlayConfig {
  games: number;
  temperatureMoves: number;
  startTemperature: number;
}

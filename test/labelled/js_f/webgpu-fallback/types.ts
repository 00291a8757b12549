export interface View { data: Float32Array; shape: number[] }

export const rowsOf = (v: View): [rows: number, cols: number] => {
  const cols = v.shape[v.shape.length - 1];
  return [v.data.length / cols, cols];
};

export const like = (v: View): View => ({ data: new Float32Array(v.data.length), shape: v.shape.slice() });

// The public face of the kernels: formats, twins, thresholds.
export type FormatName = 'float64' | 'float32' | 'float16' | 'bfloat16';

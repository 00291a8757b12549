// What the program and its threads say to each other.
import type { Analysis, AnalysisOptions, SourceDocument } from '../../analysis/index.ts';

export interface Request {
  readonly id: number;
  readonly document: SourceDocument;
  readonly options: AnalysisOptions;
}

/** Program → thread: several documents at once, so that a thread does not wait between small ones. */
export type Batch = readonly Request[];

/** Thread → program, as soon as one document is done; in the order of the batch. */
export interface Answer {
  readonly id: number;
  readonly analysis: Analysis;
}

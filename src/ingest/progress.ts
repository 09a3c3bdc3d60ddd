/** Is told how far long work has come: at the begin of a step, and within it where `done` of `total` (of whatever) is known. */
export type Progress = (step: string, done?: number, total?: number) => void;

/** One figure of a run. `subject` is ours or the peer beside which it was measured. */
export type Row = {
  readonly case: string;
  readonly subject: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
};

/**
 * Figures of one subject in one case: `rowsOf("8 streams", "amaliyat", [["frames_lost", 0, "frames"]])`. Numbers are rounded to their
 * precision.
 */
export const rowsOf = (
  name: string,
  subject: string,
  figures: readonly (readonly [metric: string, value: number, unit: string])[],
): Row[] => figures.map(([metric, value, unit]) => ({ case: name, subject, metric, value: rounded(value), unit }));

/** Four significant digits: more would be noise. */
export const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(4)) : value);

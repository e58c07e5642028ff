/** One thing that is wrong: where, what, and how to mend it. `file` is relative to the project; empty where no file is to blame. */
export type Finding = { readonly file: string; readonly line?: number; readonly message: string; readonly cure: string };

/** One check of the project in the folder `root`. No finding means that it holds. `note` takes a figure that is shown beside the result. */
export type Check = {
  readonly name: string;
  readonly run: (root: string, note: (text: string) => void) => Promise<Finding[]>;
  /** The same for some files alone, some of which may be gone. Missing if the check needs all files. */
  readonly runOn?: (root: string, files: readonly string[]) => Promise<Finding[]>;
};

/** The outcome of one check; `crash` says why it did not come to its end. */
export type CheckResult = {
  readonly name: string;
  readonly ms: number;
  readonly findings: readonly Finding[];
  readonly notes?: readonly string[];
  readonly crash?: string;
};

export const passed = (result: CheckResult): boolean => result.crash === undefined && result.findings.length === 0;

/** The place of a finding whose line may be unknown. */
export const whereOf = (file: string, line: number | undefined): Pick<Finding, "file" | "line"> =>
  line === undefined ? { file } : { file, line };

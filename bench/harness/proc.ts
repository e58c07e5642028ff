/** Fields of `/proc/PID/stat` (proc_pid_stat(5)). Times are in ticks. */
export type ProcessStat = {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  readonly user: number;
  readonly system: number;
};

/** USER_HZ: 100 on every Linux that Node runs on. */
export const TICKS_PER_SECOND = 100;

/** Null for a text that is no such file. The name stands in parentheses and may hold both parentheses and blanks. */
export function parseStat(text: string): ProcessStat | null {
  const found = /^(\d+) \((.*)\) (.+)$/su.exec(text.trim());
  if (!found) return null;
  const fields = (found[3] ?? "").split(" ").map(Number);
  const [parent, user, system] = [fields[1], fields[11], fields[12]];
  if (parent === undefined || user === undefined || system === undefined) return null;
  return { pid: Number(found[1]), name: found[2] ?? "", parent, user, system };
}

/** A field of `/proc/PID/smaps_rollup` or `/proc/PID/status` in kB, for example `Pss`; 0 if it is not there. */
export function parseKilobytes(text: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "mu").exec(text)?.[1] ?? 0);
}

/** The pid and all processes below it, in a list of all processes. */
export function treeOf(root: number, all: readonly ProcessStat[]): ProcessStat[] {
  const found = all.filter((each) => each.pid === root);
  for (const above of found) found.push(...all.filter((each) => each.parent === above.pid));
  return found;
}

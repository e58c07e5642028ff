import { cpus, loadavg, totalmem } from "node:os";

/** Machine of a run. Loads are averages of the last minute: figures of a busy machine differ from those of a quiet one. */
export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memGiB: number;
  readonly node: string;
  readonly loadAtStart: number;
  readonly loadAtEnd: number;
};

export const loadNow = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100;

export function machineOf(loadAtStart: number): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() || process.arch,
    cores: all.length,
    memGiB: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    node: process.versions.node,
    loadAtStart,
    loadAtEnd: loadNow(),
  };
}

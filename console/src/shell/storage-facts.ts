import type { StorageVolume } from "@amaliyat/contract/room";

/** One thing that a full disk stops, by its severity: the worst first. */
export type StorageFault = {
  readonly kind: "used_up" | "touched" | "recordings" | "uploads";
  readonly path: string;
  readonly free: number;
  readonly total: number;
};

const ORDER: readonly StorageFault["kind"][] = ["used_up", "touched", "recordings", "uploads"];

/** Faults of the disks to report. Refused unfinished files are left out: they are sent again. */
export function faultsOf(volumes: readonly StorageVolume[]): readonly StorageFault[] {
  return volumes
    .flatMap(({ path, free, total, reserveState, stopped }): StorageFault[] => [
      ...(reserveState === "whole" ? [] : [{ kind: reserveState, path, free, total }]),
      ...(["recordings", "uploads"] as const).filter((use) => stopped.includes(use)).map((kind) => ({ kind, path, free, total })),
    ])
    .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** Faults not yet announced. Past ones are forgotten, so that they are announced again when they come back. */
export function freshFaults(known: readonly StorageFault[], now: readonly StorageFault[]): readonly StorageFault[] {
  return now.filter(({ kind, path }) => !known.some((before) => before.kind === kind && before.path === path));
}

import type { StorageVolume } from "@amaliyat/contract/room";
import { expect, test } from "vitest";
import { faultsOf, freshFaults } from "./storage-facts.ts";

const volume = (more: Partial<StorageVolume>): StorageVolume => ({
  path: "/room",
  holds: ["database"],
  free: 1,
  total: 10,
  reserve: 2,
  reserveState: "whole",
  stopped: [],
  ...more,
});

test("tells the worst first, each with its disk, and nothing of a disk that is well or of unfinished files", () => {
  expect(faultsOf([volume({}), volume({ stopped: ["parts"] })])).toEqual([]);
  const volumes = [
    volume({ path: "/videos", stopped: ["recordings"] }),
    volume({ reserveState: "used_up", stopped: ["uploads", "parts"] }),
  ];
  expect(faultsOf(volumes).map(({ kind, path }) => `${kind} ${path}`)).toEqual(["used_up /room", "recordings /videos", "uploads /room"]);
});

test("is heard once for each fault, and again when it comes back", () => {
  const full = faultsOf([volume({ stopped: ["recordings"] })]);
  expect(freshFaults([], full)).toEqual(full);
  expect(freshFaults(full, faultsOf([volume({ stopped: ["recordings"], free: 0 })]))).toEqual([]);
  expect(freshFaults(faultsOf([volume({})]), full)).toEqual(full);
});

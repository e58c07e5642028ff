import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DeadHosts } from "../ingest/hosts.ts";
import { HostBoard } from "./host-board.ts";

/** A board of three workers, and what it told each. */
function board() {
  const told: string[] = [];
  const hosts = new HostBoard(3, (worker, message) => {
    if (message.kind === "host") told.push(`${worker} ${message.host} ${message.isDead ? "dead" : "free"}`);
  });
  const news = (worker: number, seen: "dead" | "reached" | "left", host = "h"): string[] => {
    told.length = 0;
    hosts.told(worker, { kind: "host", host, seen });
    return [...told];
  };
  return { hosts, told, news };
}

test("the first worker that finds a host dead probes it, and a second one is told so", () => {
  const { news } = board();
  expect(news(1, "dead")).toEqual(["0 h dead", "2 h dead"]);
  expect(news(2, "dead")).toEqual(["2 h dead"]);
  expect(news(1, "dead")).toEqual([]);
  expect(news(2, "dead", "other")).toEqual(["0 other dead", "1 other dead"]);
});

test("a host is free for all when any worker reaches it, or when its probe leaves or ends", () => {
  const { hosts, told, news } = board();
  news(1, "dead");
  expect(news(2, "left")).toEqual([]);
  expect(news(2, "reached")).toEqual(["0 h free", "1 h free", "2 h free"]);
  expect(news(2, "reached")).toEqual([]);
  news(1, "dead");
  expect(news(1, "left")).toEqual(["0 h free", "1 h free", "2 h free"]);
  expect(news(0, "dead")).toEqual(["1 h dead", "2 h dead"]);
  told.length = 0;
  hosts.ended(1);
  expect(told).toEqual([]);
  hosts.ended(0);
  expect(told).toEqual(["0 h free", "1 h free", "2 h free"]);
});

test("whatever crosses on its way, no stream waits on when the host is back", () => {
  const streams = [0, 1];
  const act = fc.record({ worker: fc.nat(2), stream: fc.constantFrom(...streams), does: fc.constantFrom("fails", "reaches", "stops") });
  // Messages arrive in order, each after any number of other steps.
  const step = fc.oneof(act, fc.record({ deliver: fc.constantFrom("up", "down"), worker: fc.nat(2) }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const up: (() => void)[][] = [[], [], []];
      const down: (() => void)[][] = [[], [], []];
      const hosts: DeadHosts[] = [];
      const board = new HostBoard(3, (worker, message) => {
        if (message.kind === "host") down[worker]?.push(() => hosts[worker]?.toldOf("h", message.isDead));
      });
      const all = [0, 1, 2].map((worker) => {
        hosts.push(new DeadHosts((host, seen) => up[worker]?.push(() => board.told(worker, { kind: "host", host, seen }))));
        return streams.map(() => ({ isStopped: false }));
      });
      for (const one of steps) {
        if ("deliver" in one) (one.deliver === "up" ? up : down)[one.worker]?.shift()?.();
        else {
          const stream = all[one.worker]?.[one.stream];
          const own = hosts[one.worker];
          if (!stream || !own || stream.isStopped) continue;
          if (one.does === "stops") {
            stream.isStopped = true;
            own.left("h", stream);
          } else if (own.isProbedByOther("h", stream)) void own.untilProbed("h", stream);
          else if (one.does === "fails") own.failed("h", stream);
          else own.reached("h");
        }
      }
      const deliverAll = (): void => {
        while ([...up, ...down].some((queue) => queue.length > 0)) for (const queue of [...up, ...down]) queue.shift()?.();
      };
      const waiting = (): number => all.flatMap((ofWorker, worker) => ofWorker.filter((stream) => waits(worker, stream))).length;
      const waits = (worker: number, stream: { readonly isStopped: boolean }): boolean =>
        !stream.isStopped && (hosts[worker]?.isProbedByOther("h", stream) ?? false);
      deliverAll();
      // The host is back: each that may try reaches it.
      for (const [worker, ofWorker] of all.entries())
        for (const stream of ofWorker) if (!stream.isStopped && !waits(worker, stream)) hosts[worker]?.reached("h");
      deliverAll();
      expect(waiting()).toBe(0);
    }),
    { numRuns: 5_000 },
  );
});

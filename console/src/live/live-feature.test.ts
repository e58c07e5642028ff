import type { Happening } from "@amaliyat/contract/live";
import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { liveFeature, readAgain } from "./live-feature.ts";

const line: Happening = { topic: "line", number: "17" };
const place: Happening = { topic: "place", placeId: "p" };
const plan: Happening = { topic: "plan", planId: "p" };

it("hands a feature only what it follows, with the topics of the frame, and no frame without one", () => {
  const write = vi.fn();
  const client = new QueryClient();
  const feature = liveFeature({ name: "towns", lists: [], topics: ["line", "place", "hazard"], write });
  feature.write(client, [plan, place, line, place]);
  feature.write(client, [plan]);
  feature.write(client, []);
  expect(write.mock.calls).toEqual([[client, [place, line, place], new Set(["place", "line"])]]);
});

it("reads all lists of all features again after a gap, and nothing else", () => {
  const client = new QueryClient();
  const write = (): void => undefined;
  const keys = [["one"], ["two", "below"], ["two-alone"], ["three"]];
  for (const key of keys) client.setQueryData(key, []);
  readAgain(client, [
    liveFeature({ name: "one", lists: [["one"], ["two"]], topics: ["line"], write }),
    liveFeature({ name: "three", lists: [["three"]], topics: ["line"], write }),
  ]);
  expect(keys.map((key) => client.getQueryState(key)?.isInvalidated)).toEqual([true, true, false, true]);
});

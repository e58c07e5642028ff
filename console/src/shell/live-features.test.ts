import { happening, type Happening, type Topic } from "@amaliyat/contract/live";
import { QueryClient, type QueryKey } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { LIVE_FEATURES } from "./live-features.ts";

/** Features that follow each topic. A new topic of the contract does not compile until its features stand here. */
const FOLLOWERS: Readonly<Record<Topic, readonly string[]>> = {
  intervention: ["interventions", "plans"],
  unit: ["units", "card"],
  camera: ["cameras"],
  camera_changed: ["cameras"],
  camera_fault: ["cameras"],
  site_changed: ["cameras"],
  import: ["statistics"],
  forward: ["partners"],
  partner_request: ["partners"],
  shift: ["shifts"],
  place: ["places", "gazetteer"],
  hazard: ["places", "gazetteer"],
  plan: ["plans"],
  checklist: ["plans", "card"],
  bolo: ["bolos"],
  call: ["card", "calls", "lines"],
  call_text: ["calls"],
  report: ["reports"],
  report_wave: ["reports"],
  public_alert: ["alerts"],
  call_taker: ["calls", "lines"],
  line: ["calls", "lines"],
  listening: ["calls"],
  approval: ["approvals", "users"],
  sign_in_code: ["session"],
  person_named: ["names"],
  sector: ["sectors"],
  shift_part: ["shifts"],
};
/** Topics that the console has no use for, because only a phone reads them. */
const OF_PHONES: ReadonlySet<Topic> = new Set();

test("each topic of the contract has a feature that follows it, or is one of the phones alone", () => {
  const topics = happening.options.map((option) => option.shape.topic.value);
  const followers = topics.map((topic) => [topic, LIVE_FEATURES.filter((one) => one.topics.includes(topic)).map(({ name }) => name)]);
  expect(Object.fromEntries(followers)).toEqual(FOLLOWERS);
  expect(topics.filter((topic) => FOLLOWERS[topic].length === 0)).toEqual([...OF_PHONES]);
});

test("no feature reads the key of another again", () => {
  const owned = LIVE_FEATURES.flatMap(({ name, lists }) => lists.map((key) => ({ name, key })));
  const begins = (key: QueryKey, other: QueryKey): boolean => key.every((part, nth) => other[nth] === part);
  const shared = owned.flatMap((one) => owned.filter((other) => one.name !== other.name && begins(one.key, other.key)));
  expect(shared).toEqual([]);
});

/** Keys that are read again after a frame, and whether a read on its way is cut off. */
function readAfter(...happened: readonly Happening[]): readonly string[] {
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, "invalidateQueries");
  for (const feature of LIVE_FEATURES) feature.write(client, happened);
  return invalidate.mock.calls.map(([filters, options]) => {
    const key = (filters?.queryKey ?? []).join(" ");
    return options?.cancelRefetch === false ? `${key} (waits)` : key;
  });
}

test("a happening is told to the features that depend on it, each of which reads its own keys again", () => {
  expect(readAfter({ topic: "checklist", interventionId: "i", part: "step" })).toEqual(["plans of i"]);
  expect(readAfter({ topic: "checklist", interventionId: "i", part: "plan" })).toEqual(["plans of i", "interventions advice i"]);
  expect(readAfter({ topic: "plan", planId: "p" }, { topic: "checklist", interventionId: "i", part: "step" })).toEqual(["plans"]);
  expect(readAfter({ topic: "bolo", boloId: "b", part: "told" })).toEqual(["bolos"]);
  expect(readAfter({ topic: "bolo", boloId: "b", part: "changed" })).toEqual(["bolos", "bolos-in-force"]);
  expect(readAfter({ topic: "shift_part", part: "log" }, { topic: "shift_part", part: "log" })).toEqual(["shifts log"]);
  expect(readAfter({ topic: "shift_part", part: "roster" })).toEqual(["shifts roster", "shifts mine"]);
  expect(readAfter({ topic: "line", number: "17" })).toEqual(["lines", "wallboard"]);
  expect(readAfter({ topic: "place", placeId: "p" })).toEqual(["places", "found-places"]);
  expect(readAfter({ topic: "camera_changed", cameraId: "c" })).toEqual(["cameras", "sites"]);
  expect(readAfter({ topic: "site_changed", siteId: "s" })).toEqual(["sites"]);
  expect(readAfter({ topic: "site_changed", siteId: "s" }, { topic: "camera_changed", cameraId: "c" })).toEqual(["cameras", "sites"]);
  expect(readAfter({ topic: "call_text", callId: "c" })).toEqual(["calls card c text"]);
  expect(readAfter({ topic: "sign_in_code", codeId: "c" })).toEqual(["session"]);
  expect(readAfter({ topic: "person_named", userId: "u" })).toEqual(["names"]);
});

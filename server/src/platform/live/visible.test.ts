import { TOPICS, type Topic } from "@amaliyat/contract/live";
import { describe, expect, it } from "vitest";
import type { Audience, Topics } from "../feature.ts";
import { visibleOf } from "./visible.ts";

const toNobody: Audience = { roles: [], whileLocked: false };
const owner = (name: string, topics: Topics) => ({ name, topics });
/** Owns all topics but some, and tells nobody of them. */
const rest = (...but: readonly Topic[]) =>
  owner("rest", Object.fromEntries(TOPICS.filter((topic) => !but.includes(topic)).map((topic) => [topic, toNobody])));

describe("owners of topics", () => {
  it("are exactly one each: a topic without one is named", () => {
    expect(() => visibleOf([rest("bolo", "call")])).toThrow("bolo has no owner; call has no owner");
  });

  it("are exactly one each: a topic with two is named, with both", () => {
    expect(() => visibleOf([rest(), owner("calls", { call: toNobody })])).toThrow("call has several owners: rest, calls");
  });

  it("may be features beside others that own none", () => {
    expect(() => visibleOf([rest("bolo"), { name: "room" }, owner("bolos", { bolo: toNobody })])).not.toThrow();
  });
});

describe("audience of a topic", () => {
  const desk: Audience = { roles: ["dispatcher"], whileLocked: true };
  const { mayBeTold, isToldLocked } = visibleOf([rest("unit", "sign_in_code"), owner("some", { unit: desk, sign_in_code: toNobody })]);
  const dispatcher = { role: "dispatcher", covers: ["SU1"], userId: "her" } as const;
  const told = { topic: "unit", sectorId: "SU1", userIds: [] } as const;

  it("is its roles within their sectors", () => {
    expect(mayBeTold(dispatcher, told)).toBe(true);
    expect(mayBeTold({ ...dispatcher, role: "analyst" }, told)).toBe(false);
    expect(mayBeTold(dispatcher, { ...told, sectorId: "SU2" })).toBe(false);
  });

  it("is its roles in all sectors, if an event has none", () => {
    expect(mayBeTold({ ...dispatcher, covers: [] }, { ...told, sectorId: null })).toBe(true);
    expect(mayBeTold(dispatcher, { ...told, topic: "bolo", sectorId: null })).toBe(false);
  });

  it("is a person that an event names besides, whatever the role and the sector", () => {
    const named = { topic: "sign_in_code", sectorId: "SU2", userIds: ["her"] } as const;
    expect(mayBeTold(dispatcher, named)).toBe(true);
    expect(mayBeTold({ ...dispatcher, userId: "another" }, named)).toBe(false);
  });

  it("sees it on a locked screen only if the topic says so", () => {
    expect([isToldLocked(told), isToldLocked({ topic: "sign_in_code" })]).toEqual([true, false]);
  });
});

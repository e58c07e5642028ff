import { TOPICS, type Topic } from "@amaliyat/contract/live";
import type { Audience, Feature } from "../feature.ts";
import type { Caller } from "../http/index.ts";
import type { Told } from "./live-store.ts";

/** Rules of the live channel: who may receive an event, and whether a locked screen shows it. */
export type Visible = {
  /** True if a caller may receive an event. An event without a sector goes to everybody whose role is entitled. */
  readonly mayBeTold: (caller: Pick<Caller, "role" | "covers" | "userId">, told: Pick<Told, "topic" | "sectorId" | "userIds">) => boolean;
  /** True if a page receives a topic while its session is locked. It reads all others again once it is open. */
  readonly isToldLocked: (told: Pick<Told, "topic">) => boolean;
};

/** Makes the rules of what the features own. Throws if a topic of the contract has no owner, or several. */
export function visibleOf(features: readonly Pick<Feature, "name" | "topics">[]): Visible {
  const audiences = new Map<Topic, Audience>();
  const problems: string[] = [];
  for (const topic of TOPICS) {
    const owned = features.flatMap(({ name, topics }) => (topics?.[topic] === undefined ? [] : [{ name, audience: topics[topic] }]));
    const [first, second] = owned;
    if (first === undefined) problems.push(`${topic} has no owner`);
    else if (second !== undefined) problems.push(`${topic} has several owners: ${owned.map(({ name }) => name).join(", ")}`);
    else audiences.set(topic, first.audience);
  }
  if (problems.length > 0)
    throw new Error(`live topics: each needs exactly one feature that declares it in its feature.ts: ${problems.join("; ")}`);
  return {
    mayBeTold(caller, { topic, sectorId, userIds }) {
      if (userIds.includes(caller.userId)) return true;
      if (audiences.get(topic)?.roles.includes(caller.role) !== true) return false;
      return sectorId === null || caller.covers.includes(sectorId);
    },
    isToldLocked: ({ topic }) => audiences.get(topic)?.whileLocked === true,
  };
}

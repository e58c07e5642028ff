import type { Duty } from "@amaliyat/contract/dispatch";
import { expect, it } from "vitest";
import { watchDanger } from "./danger-watch.ts";

type Order = Duty["assignments"][number];
const order = (assignmentId: string, toldSeq: number, readSeq: number): Order =>
  ({ assignmentId, interventionId: "i", toldSeq, readSeq }) as Order;

/** A store whose duty is set by hand. */
function watched(...first: readonly Order[]) {
  let orders = first;
  let look = (): void => undefined;
  const told: string[] = [];
  const listen = (listener: () => void) => {
    look = listener;
    return () => undefined;
  };
  watchDanger({ get: () => ({ duty: { assignments: orders } }), listen }, ({ assignmentId, toldSeq }) =>
    told.push(`${assignmentId}${toldSeq}`),
  );
  const show = (...assignments: readonly Order[]): readonly string[] => {
    orders = assignments;
    look();
    return told.splice(0);
  };
  return { told, show };
}

it("tells a danger that the phone kept unread, and each one once", () => {
  const { told, show } = watched(order("a", 3, 0));
  expect(told.splice(0)).toEqual(["a3"]);
  expect(show(order("a", 3, 0), order("b", 2, 2))).toEqual([]);
});

it("tells a further danger to the same order anew, read or not", () => {
  const { told, show } = watched(order("a", 3, 0));
  told.splice(0);
  expect(show(order("a", 5, 0))).toEqual(["a5"]);
  expect(show(order("a", 5, 5))).toEqual([]);
  expect(show(order("a", 7, 5))).toEqual(["a7"]);
});

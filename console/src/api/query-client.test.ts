import { QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "./query-client.ts";

const client = createQueryClient();
afterEach(() => client.clear());

/** A list that is read by hand: each reading waits for its answer. */
function watched(name: string) {
  const readings: ((answer: string) => void)[] = [];
  const queryKey = [name];
  const observer = new QueryObserver(client, { queryKey, queryFn: () => new Promise<string>((answer) => readings.push(answer)) });
  const stop = observer.subscribe(() => undefined);
  return { readings, queryKey, stop, shown: () => observer.getCurrentResult().data };
}

it("reads again what changed while it was read for the first time, once for all changes", async () => {
  const list = watched("first");
  for (let change = 0; change < 3; change++) void client.invalidateQueries({ queryKey: list.queryKey });
  expect(list.readings).toHaveLength(1);
  list.readings[0]?.("before");
  await vi.waitFor(() => expect(list.readings).toHaveLength(2));
  expect(list.shown()).toBe("before");
  list.readings[1]?.("after");
  await vi.waitFor(() => expect(list.shown()).toBe("after"));
  expect(list.readings).toHaveLength(2);
  list.stop();
});

it("leaves a first read that failed to whoever sees the error", async () => {
  const queryFn = vi.fn(() => Promise.reject(new Error("no answer")));
  const observer = new QueryObserver(client, { queryKey: ["failing"], queryFn, retry: false });
  const stop = observer.subscribe(() => undefined);
  void client.invalidateQueries({ queryKey: ["failing"] });
  await vi.waitFor(() => expect(observer.getCurrentResult().isError).toBe(true));
  await Promise.resolve();
  expect([queryFn.mock.calls.length, observer.getCurrentResult().status]).toEqual([1, "error"]);
  stop();
});

it("reads a list that is there already anew at once, and one that nobody asked for again not at all", async () => {
  const [changed, calm] = [watched("changed"), watched("calm")];
  for (const { readings } of [changed, calm]) readings[0]?.("before");
  await vi.waitFor(() => expect([changed.shown(), calm.shown()]).toEqual(["before", "before"]));
  void client.invalidateQueries({ queryKey: changed.queryKey });
  expect([changed.readings.length, calm.readings.length]).toEqual([2, 1]);
  changed.stop();
  calm.stop();
});

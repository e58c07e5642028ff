import { workstations, type Workstation } from "@amaliyat/contract/workstations";
import type { Problem } from "@amaliyat/contract/route";
import { ok, type Result } from "@amaliyat/domain/kernel";
import { localStore } from "@amaliyat/ui/i18n";
import { queryOptions, useQuery, type QueryClient } from "@tanstack/react-query";
import { ask, read } from "../api/index.ts";
import { createStore, useStore } from "../store/index.ts";

const KEY = "amaliyat.workstation";
const WORKSTATIONS = ["workstations"] as const;

/** The workstation that this browser is; null until somebody opens a second window, or says it. */
const here = createStore<string | null>(localStore.read(KEY));

export const workstationList = queryOptions({
  queryKey: WORKSTATIONS,
  queryFn: ({ signal }): Promise<readonly Workstation[]> => read(workstations.list, { signal }),
});

// Another window of this browser may say it first.
if (typeof window !== "undefined")
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY) here.set(newValue);
  });

/** This browser is that workstation from now on. */
export function chooseWorkstation(workstationId: string): void {
  localStore.write(KEY, workstationId);
  here.set(workstationId);
}

export const workstationId = (): string | null => here.get();

/** This workstation: `isKnown` is false while it is being read, null is none. */
export function useWorkstation(): { readonly workstation: Workstation | null; readonly isKnown: boolean } {
  const id = useStore(here);
  const query = useQuery({ ...workstationList, enabled: id !== null });
  const workstation = query.data?.find((one) => one.workstationId === id) ?? null;
  return { workstation, isKnown: id === null || !query.isPending };
}

/** Writes an answer of the room into the list that the screens hold. */
export function writeWorkstation(client: QueryClient, row: Workstation): void {
  client.setQueryData<readonly Workstation[]>(WORKSTATIONS, (before) => [
    ...(before ?? []).filter((one) => one.workstationId !== row.workstationId),
    row,
  ]);
}

/** Takes a workstation that is gone out of the list. */
export function dropWorkstation(client: QueryClient, workstationId: string): void {
  client.setQueryData<readonly Workstation[]>(WORKSTATIONS, (before) => before?.filter((one) => one.workstationId !== workstationId));
}

let making: Promise<Result<string, Problem>> | null = null;

/** The workstation of this browser; the room gives it the next number if it is none, or one that is gone. Two presses at once make one. */
export function ensureWorkstation(client: QueryClient): Promise<Result<string, Problem>> {
  making ??= findOrMake(client).finally(() => (making = null));
  return making;
}

async function findOrMake(client: QueryClient): Promise<Result<string, Problem>> {
  const known = here.get();
  if (known !== null) {
    const all = await ask(workstations.list, {});
    if (!all.ok) return all;
    if (all.value.some((one) => one.workstationId === known)) return ok(known);
  }
  const made = await ask(workstations.create, {});
  if (!made.ok) return made;
  writeWorkstation(client, made.value);
  chooseWorkstation(made.value.workstationId);
  return ok(made.value.workstationId);
}

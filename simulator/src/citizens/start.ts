import type { Login } from "../seed/keys.ts";
import { startCitizens, type Citizens } from "./citizens.ts";
import { startCity } from "./city.ts";

/** The people of the town who send reports, and the city's system beside them, until it is disposed. */
export async function startReports(base: string, supervisor: Login): Promise<Citizens> {
  await using stack = new AsyncDisposableStack();
  const citizens = stack.use(startCitizens({ base }));
  stack.use(await startCity({ base, supervisor }));
  const kept = stack.move();
  return { ...citizens, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { read } from "../../api/index.ts";
import { journal } from "../../live/index.ts";
import { applyToUnits, UNITS } from "./live.ts";
import { positions } from "./positions.ts";

async function readUnits(signal: AbortSignal): Promise<readonly Unit[]> {
  const mark = journal.mark();
  const units = applyToUnits(await read(dispatch.units, { signal }), journal.since(mark));
  const heardAt = performance.now();
  for (const unit of units) if (unit.position) positions.receive(unit.unitId, unit.position, heardAt);
  return units;
}

export const unitList = queryOptions({ queryKey: UNITS, queryFn: ({ signal }) => readUnits(signal) });
export const useUnits = (): UseQueryResult<readonly Unit[]> => useQuery(unitList);

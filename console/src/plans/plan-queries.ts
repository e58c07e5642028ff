import { plans, type Checklist, type Plan } from "@amaliyat/contract/plans";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { checklistKey, PLANS } from "./live.ts";

export const planList = queryOptions({
  queryKey: [...PLANS, "list"],
  queryFn: ({ signal }): Promise<readonly Plan[]> => read(plans.list, { signal }),
});

/** Every version of a plan, newest first. */
export const versionsOf = (planId: string) =>
  queryOptions({
    queryKey: [...PLANS, "versions", planId],
    queryFn: ({ signal }): Promise<readonly Plan[]> => read(plans.versions, { params: { planId }, signal }),
  });

/** The plan of an intervention, with its progress. */
export const checklistOf = (interventionId: string) =>
  queryOptions({
    queryKey: checklistKey(interventionId),
    queryFn: ({ signal }): Promise<Checklist> => read(plans.ofIntervention, { params: { interventionId }, signal }),
  });

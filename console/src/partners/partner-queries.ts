import { partnerRoutes, type Forward, type Partner, type PartnerRequest } from "@amaliyat/contract/partners";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { PARTNERS } from "./live.ts";

export const partnerList = queryOptions({
  queryKey: [...PARTNERS, "list"],
  queryFn: ({ signal }): Promise<readonly Partner[]> => read(partnerRoutes.list, { signal }),
  // Authorisations expire without anybody telling.
  staleTime: 60_000,
});

export const forwardQueue = queryOptions({
  queryKey: [...PARTNERS, "queue"],
  queryFn: ({ signal }): Promise<readonly Forward[]> => read(partnerRoutes.queue, { signal }),
});

export const requestList = queryOptions({
  queryKey: [...PARTNERS, "requests"],
  queryFn: ({ signal }): Promise<readonly PartnerRequest[]> => read(partnerRoutes.requests, { query: {}, signal }),
});

export const requestsOf = (interventionId: string) =>
  queryOptions({
    queryKey: [...PARTNERS, "requests-of", interventionId],
    queryFn: ({ signal }): Promise<readonly PartnerRequest[]> =>
      read(partnerRoutes.requestsOfIntervention, { params: { interventionId }, signal }),
  });

export const forwardsOf = (interventionId: string) =>
  queryOptions({
    queryKey: [...PARTNERS, "of", interventionId],
    queryFn: ({ signal }): Promise<readonly Forward[]> => read(partnerRoutes.ofIntervention, { params: { interventionId }, signal }),
  });

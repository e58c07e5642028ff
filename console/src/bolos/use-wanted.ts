import { bolos, type BoloNotice } from "@amaliyat/contract/bolos";
import { standingAt } from "@amaliyat/domain/bolos";
import { useNow } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../session/index.ts";
import { inForce } from "./bolo-queries.ts";

/** BOLOs in force now, as far as this person may record sightings. */
export function useWanted(): readonly BoloNotice[] {
  const enabled = [useMay(bolos.list), useMay(bolos.sight)].every(Boolean);
  const now = useNow();
  const list = useQuery({ ...inForce, enabled }).data ?? [];
  return list.filter(({ expiresAt }) => standingAt({ state: "in_force", expiresAt: Date.parse(expiresAt ?? "") }, now) === "in_force");
}

import { theRoom } from "@amaliyat/contract/room";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { KEYS, read } from "../api/index.ts";
import { useRoom } from "../live/index.ts";
import { readBasemap, type GroundCollection } from "./basemap.ts";

export type GroundState =
  | { readonly kind: "waiting" }
  | { readonly kind: "drawn"; readonly ground: GroundCollection }
  /** The room has none, or it could not be read: everything else is drawn without it, and it is said. */
  | { readonly kind: "missing" };

/** The local base map, fetched once. */
export function useGround(): GroundState {
  const { language } = useLanguage();
  const room = useRoom();
  const wanted = room.data?.hasBasemap === true;
  const file = useQuery({ queryKey: KEYS.basemap, queryFn: ({ signal }) => read(theRoom.basemap, { signal }), enabled: wanted });
  const ground = useMemo(() => (file.data === undefined ? null : readBasemap(file.data, language)), [file.data, language]);
  return useMemo(() => {
    if (ground) return { kind: "drawn", ground };
    if (room.isPending || (wanted && file.isPending)) return { kind: "waiting" };
    return { kind: "missing" };
  }, [ground, room.isPending, wanted, file.isPending]);
}

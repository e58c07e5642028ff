import type { ArchiveItem } from "@amaliyat/contract/archive";
import { useNavigate } from "@tanstack/react-router";
import { useReplay } from "../facts/index.ts";
import { placeOf } from "./items.ts";

/** Opens what was found, on its own screen. */
export function useOpenItem(): (item: ArchiveItem) => void {
  const navigate = useNavigate();
  return (item) => {
    switch (item.source) {
      case "intervention":
        return void navigate({ to: "/interventions/$interventionId", params: { interventionId: item.row.interventionId } });
      case "call":
        return void navigate({ to: "/calls/$callId", params: { callId: item.row.callId } });
      case "report":
        return void navigate({ to: "/reports/$reportId", params: { reportId: item.row.reportId } });
      case "bolo":
        return void navigate({ to: "/bolos", search: { open: item.row.boloId } });
    }
  };
}

/** Gives the replay of what the best camera saw of a found event; null where no camera saw it. */
export function useReplayOfItem(): (item: ArchiveItem) => (() => void) | null {
  const replay = useReplay();
  return (item) => {
    const of = item.source === "intervention" ? { interventionId: item.row.interventionId } : {};
    return replay({ place: placeOf(item), at: Date.parse(item.at), ...of });
  };
}

import { bolos, type Sighting } from "@amaliyat/contract/bolos";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import {
  mergeTargets,
  PickList,
  TargetApart,
  TargetWords,
  titleOf,
  useCameras,
  useInterventions,
  usePlaceWords,
} from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

type JoinDialogProps = { readonly boloId: string; readonly sighting: Sighting; readonly onClose: () => void };

/** Says which open intervention a sighting belongs to: near it and opened about when it was seen come first, a reference finds any. */
export function JoinDialog({ boloId, sighting, onClose }: JoinDialogProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const rows = useInterventions().data ?? [];
  const cameras = useCameras().data;
  const placeWords = usePlaceWords();
  const act = useAct();
  const [query, setQuery] = useState("");
  const { sightingId, camera, seenAt } = sighting;
  const place = sighting.place ?? cameras?.find(({ cameraId }) => cameraId === camera?.cameraId)?.place ?? null;
  const words = (row: InterventionRow): string => `${titleOf(row.subcategory, language)} ${placeWords(row) ?? ""}`;
  const targets = mergeTargets(rows, { interventionId: "", place, openedAt: seenAt }, query, words);
  const join = async (interventionId: string): Promise<void> => {
    const joined = await act.run(() => ask(bolos.linkSighting, { params: { boloId, sightingId }, body: { interventionId } }));
    if (joined?.ok) onClose();
  };
  const picks = targets.map((target) => ({
    id: target.row.interventionId,
    label: <TargetWords target={target} place={placeWords(target.row)} />,
    detail: <TargetApart target={target} />,
  }));
  return (
    <Dialog open onClose={onClose} title={text("sightings.join")} size="wide" top>
      <PickList
        label={text("sightings.join_search")}
        query={query}
        onQuery={setQuery}
        picks={picks}
        onPick={(id) => void join(id)}
        busy={act.busy}
      />
      <Refusal problem={act.refused} />
    </Dialog>
  );
}

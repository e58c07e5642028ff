import { reports, type ReportCard } from "@amaliyat/contract/reports";
import { useDraft } from "@amaliyat/ui/hooks";
import { useState, type ReactNode } from "react";
import { ask } from "../../../api/index.ts";
import { PlaceFields } from "../../../facts/index.ts";
import { pickLandmark, PointLine } from "../../../gazetteer/index.ts";
import { useChosen } from "../../../selection/index.ts";
import { useDraftName } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { CardForm } from "./card-form.tsx";
import { isPlaceDraft, type PlaceDraft } from "./drafts.ts";

/** Says where it is, where its author did not or was wrong: a site, camera or landmark, or the point marked on the map. */
export function PlaceForm({ card, onClose }: { readonly card: ReportCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { reportId } = card;
  const { selection } = useChosen();
  const blank: PlaceDraft = { words: card.placeText ?? "", point: card.place };
  const draft = useDraft(useDraftName(`report-place.${reportId}`), blank, isPlaceDraft);
  // A point marked just now has priority over an old draft.
  const [marked, setMarked] = useState(selection?.kind === "place" ? selection.point : null);
  const point = marked ?? draft.value.point;
  const words = draft.value.words.trim();
  return (
    <CardForm
      card={card}
      title={text("place.set_title")}
      verb={text("place.set")}
      ready={point !== null}
      send={() =>
        point === null
          ? Promise.reject(new Error("no point was chosen"))
          : ask(reports.place, { params: { reportId }, body: { point, text: words === "" ? null : words } })
      }
      onDone={draft.clear}
      onClose={onClose}
    >
      <PlaceFields
        words={draft.value.words}
        hint={text("place.set_hint")}
        landmarks={pickLandmark}
        onChange={(change) => {
          if (change.point !== undefined) setMarked(null);
          draft.update((before) => ({ ...before, ...change }));
        }}
      />
      <div className="am-t2 am-small">{point === null ? text("place.choose_point") : <PointLine point={point} />}</div>
    </CardForm>
  );
}

import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { useDraft } from "@amaliyat/ui/hooks";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { PointLine } from "../../gazetteer/index.ts";
import { useChosen } from "../../selection/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { isPoint, PlaceFields, type LandmarkPicker } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

type Draft = { readonly words: string; readonly point: Point | null };

const isDraft = (value: unknown): value is Draft =>
  typeof value === "object" &&
  value !== null &&
  "words" in value &&
  "point" in value &&
  typeof value.words === "string" &&
  (value.point === null || isPoint(value.point));

export type PlaceDialogProps = {
  readonly card: InterventionCard;
  readonly onClose: () => void;
  readonly landmarks?: LandmarkPicker | undefined;
};

/** Sets or corrects the place: a site, camera or landmark, the point marked on the map, and words. The sector follows from it. */
export function PlaceDialog({ card, onClose, landmarks }: PlaceDialogProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { interventionId } = card;
  const { selection } = useChosen();
  const marked = selection?.kind === "place" ? selection.point : null;
  const draft = useDraft<Draft>(useDraftName(`place.${interventionId}`), { words: card.placeText ?? "", point: card.place }, isDraft);
  // A point marked just now has priority over an old draft.
  const [now, setNow] = useState(marked);
  const { words } = draft.value;
  const point = now ?? draft.value.point;
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { place: point, placeText: words.trim() === "" ? null : words, version: card.version };
    if (!(await act.run(() => ask(interventions.place, { params: { interventionId }, body })))) return;
    draft.clear();
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text("place.title")}>
      <form className="card-form" onSubmit={(event) => void submit(event)}>
        <PlaceFields
          words={words}
          hint={text("place.known_hint")}
          landmarks={landmarks}
          onChange={(change) => {
            if (change.point !== undefined) setNow(null);
            draft.update((before) => ({ ...before, ...change }));
          }}
        />
        <div className="am-t2 am-small">{point ? <PointLine point={point} /> : text("place.no_point")}</div>
        <Refusal problem={act.refused} />
        <ChangedMeanwhile card={card} since={opened} />
        <div className="card-form__foot">
          <Button type="submit" variant="primary" loading={act.busy} disabled={point === null && words.trim() === ""}>
            {text("place.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
          {draft.restoredAt !== undefined && (
            <Button
              size="s"
              variant="quiet"
              onClick={() => {
                setNow(null);
                draft.clear();
              }}
            >
              {text("form.start_over")}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { Button, Combobox, Field, TextInput } from "@amaliyat/ui/controls";
import { Num, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { useChosen } from "../selection/index.ts";
import { Refusal } from "../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { useKnownPlaces } from "./place-options.ts";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

/** Sets or corrects the place: a site or camera, the point marked on the map, and words. The sector follows from it. */
export function PlaceDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { interventionId } = card;
  const known = useKnownPlaces();
  const { selection } = useChosen();
  const marked = selection?.kind === "place" ? selection.point : null;
  const [chosen, setChosen] = useState<string | null>(null);
  const [point, setPoint] = useState<Point | null>(marked ?? card.place);
  const [words, setWords] = useState(card.placeText ?? "");
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { place: point, placeText: words.trim() === "" ? null : words, version: card.version };
    if (await act.run(() => ask(interventions.place, { params: { interventionId }, body }))) onClose();
  };
  const choose = (id: string): void => {
    const place = known.find(id);
    if (!place) return;
    setChosen(id);
    setPoint(place.point);
    if (words.trim() === "") setWords(place.name);
  };
  return (
    <Dialog open onClose={onClose} title={text("place.title")}>
      <form className="card-form" onSubmit={(event) => void submit(event)}>
        <Field label={text("place.known")} hint={text("place.known_hint")}>
          <Combobox options={known.options} value={chosen} onChange={choose} placeholder={ui("search")} />
        </Field>
        <Field label={text("place.words")}>
          <TextInput value={words} maxLength={200} onChange={setWords} />
        </Field>
        <p className="am-t2 am-small">{point ? <Num>{`${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`}</Num> : text("place.no_point")}</p>
        <Refusal problem={act.refused} />
        <ChangedMeanwhile card={card} since={opened} />
        <div className="card-form__foot">
          <Button type="submit" variant="primary" loading={act.busy} disabled={point === null && words.trim() === ""}>
            {text("place.act")}
          </Button>
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

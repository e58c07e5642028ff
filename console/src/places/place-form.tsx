import { places, type Place } from "@amaliyat/contract/places";
import { PLACE_KIND_LABELS, PLACE_KINDS } from "@amaliyat/domain/places";
import { Button, Field, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { DraftForm, ReasonDialog, typed, useFieldWords, useSharedDraft, type FieldWords } from "../lists/index.ts";
import { useDraftNames } from "../session/index.ts";
import { checkPlace, draftOfPlace, isPlaceDraft, type PlaceDraft, type PlaceField } from "./place-draft.ts";
import { PointField } from "../map/index.ts";
import { useText } from "./text.ts";
import { useSend } from "./use-send.ts";

export type PlaceFormProps = { readonly place: Place | null; readonly onSaved: (placeId: string) => void };

/** Adds or changes a place of the room. Typed text stays on this machine until the room has it. */
export function PlaceForm({ place, onSaved }: PlaceFormProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [wrong, setWrong] = useState<ReadonlySet<PlaceField>>(new Set());
  const [closing, setClosing] = useState(false);
  const { refused, setRefused, send } = useSend();
  const nameOf = useDraftNames();
  const name = nameOf(`place.own.${place?.placeId ?? "new"}`);
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(name, draftOfPlace(place), isPlaceDraft);
  const { point } = useFieldWords();
  const words: FieldWords<PlaceDraft> = {
    ar: typed(text("field.ar")),
    fr: typed(text("field.fr")),
    en: typed(text("field.en")),
    kind: [text("field.kind"), (kind) => PLACE_KIND_LABELS[kind][language]],
    aliases: typed(text("field.aliases")),
    point: point(),
  };
  const wrongOf = (field: PlaceField) => (wrong.has(field) ? text(`wrong.${field}`) : undefined);
  const onSend = async (): Promise<void> => {
    const checked = checkPlace(draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const { body } = checked;
    const answer = await send(() =>
      place === null
        ? ask(places.create, { body })
        : ask(places.change, { params: { placeId: place.placeId }, body: { ...body, version: place.version } }),
    );
    if (!answer.ok) return;
    sent(draft, place === null ? nameOf(`place.own.${answer.value.placeId}`) : undefined);
    showToast({ text: text("place.saved") });
    onSaved(answer.value.placeId);
  };
  const close = place !== null && (
    <Button variant="quiet" onClick={() => setClosing(true)}>
      {text("place.close")}
    </Button>
  );
  return (
    <>
      <DraftForm
        verb={text(place === null ? "place.make" : "place.save")}
        changed={changed}
        disputes={disputes(words)}
        onDiscard={clear}
        restoredAt={restoredAt}
        refused={refused}
        onSend={onSend}
        acts={close}
      >
        <div className="places-fields">
          {(["ar", "fr", "en"] as const).map((one) => (
            <Field key={one} label={text(`field.${one}`)} error={one === "ar" ? wrongOf("names") : undefined}>
              <TextInput
                lang={one}
                dir={one === "ar" ? "rtl" : "ltr"}
                maxLength={120}
                value={draft[one]}
                onChange={(value) => set({ [one]: value })}
              />
            </Field>
          ))}
          <Field label={text("field.kind")}>
            <Select
              options={PLACE_KINDS.map((value) => ({ value, label: PLACE_KIND_LABELS[value][language] }))}
              value={draft.kind}
              onChange={(kind) => set({ kind })}
            />
          </Field>
          <Field
            label={text("field.aliases")}
            hint={text("field.aliases_hint")}
            error={wrongOf("aliases")}
            className="places-fields__whole"
            optional
          >
            <TextArea rows={2} value={draft.aliases} onChange={(aliases) => set({ aliases })} />
          </Field>
          <PointField point={draft.point} error={wrongOf("point")} onChange={(placed) => set({ point: placed })} />
        </div>
      </DraftForm>
      {closing && place !== null && (
        <ReasonDialog
          draft={`place.${place.placeId}`}
          title={text("place.close")}
          verb={text("place.close")}
          onClose={() => setClosing(false)}
          send={(reason) => send(() => ask(places.close, { params: { placeId: place.placeId }, body: { version: place.version, reason } }))}
        />
      )}
    </>
  );
}

import { bolos, type BoloRow } from "@amaliyat/contract/bolos";
import { codeIn } from "@amaliyat/domain/cameras";
import { DateTimeInput, Field, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { useCameras } from "../../facts/index.ts";
import { ActDialog } from "../act-dialog.tsx";
import { useText } from "../text.ts";

type SightDialogProps = {
  /** BOLOs that may have been seen. If there are several, the person chooses one. */
  readonly wanted: readonly Pick<BoloRow, "boloId" | "reference" | "text">[];
  /** By which camera, as far as it is known. */
  readonly cameraId?: string;
  readonly onClose: () => void;
};

/** Notes that something was seen that is looked for: when, by which camera or where. */
export function SightDialog({ wanted, cameraId: camera = "", onClose }: SightDialogProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const cameras = useCameras().data ?? [];
  const [seenAt, setSeenAt] = useState<number | null>(roomNow);
  const onlyOf = wanted.length === 1 ? (wanted[0]?.boloId ?? "") : "";
  const [chosen, setChosen] = useState(onlyOf);
  // Others come into force and expire while this is open: one that is left alone needs no choice.
  const boloId = onlyOf !== "" ? onlyOf : wanted.some((one) => one.boloId === chosen) ? chosen : "";
  const [cameraId, setCameraId] = useState(camera);
  const [placeText, setPlaceText] = useState("");
  const [said, setSaid] = useState("");
  const orNull = (value: string): string | null => (value.trim() === "" ? null : value);
  const options = [
    { value: "", label: "–" },
    ...cameras.map((one) => ({ value: one.cameraId, label: `${codeIn(one.code, language)} · ${one.names[language]}` })),
  ];
  const which = [
    { value: "", label: "–" },
    ...wanted.map((one) => ({ value: one.boloId, label: `${one.reference} · ${one.text.slice(0, 80)}` })),
  ];
  return (
    <ActDialog
      title={text("sightings.add")}
      verb={text("act.record")}
      ready={boloId !== "" && seenAt !== null && (cameraId !== "" || placeText.trim() !== "")}
      onClose={onClose}
      send={() =>
        ask(bolos.sight, {
          params: { boloId },
          body: {
            seenAt: new Date(seenAt ?? 0).toISOString(),
            cameraId: orNull(cameraId),
            placeText: orNull(placeText),
            text: orNull(said),
          },
        })
      }
    >
      {wanted.length > 1 && (
        <Field label={text("sightings.which")} required>
          <Select options={which} value={boloId} onChange={setChosen} />
        </Field>
      )}
      <Field label={text("sightings.when")} group required>
        <DateTimeInput value={seenAt} onChange={setSeenAt} />
      </Field>
      <Field label={text("sightings.camera")}>
        <Select options={options} value={cameraId} onChange={setCameraId} />
      </Field>
      <Field label={text("sightings.place")}>
        <TextInput value={placeText} maxLength={200} onChange={setPlaceText} />
      </Field>
      <Field label={text("in_words")} optional>
        <TextArea rows={2} maxLength={1000} value={said} onChange={setSaid} />
      </Field>
    </ActDialog>
  );
}

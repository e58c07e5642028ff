import { bolos, type BoloPage, type Sighting } from "@amaliyat/contract/bolos";
import { interventions } from "@amaliyat/contract/interventions";
import { Button, DateTimeInput, Field, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { CardLink } from "../interventions/fact.tsx";
import { useCameras } from "../live/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

/** Where it was seen, and what followed from it. */
export function SightingsPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const [noting, setNoting] = useState(false);
  const maySight = useMay(bolos.sight) && bolo.standing === "in_force";
  const act = maySight && (
    <Button size="s" variant="quiet" onClick={() => setNoting(true)}>
      {text("sightings.add")}
    </Button>
  );
  return (
    <Panel title={text("sightings.title")} count={bolo.sightings.length} actions={act} region className="bolo-panel">
      {bolo.sightings.length === 0 && <p className="bolo-none am-t3">{text("sightings.none")}</p>}
      <ul className="bolo-list">
        {bolo.sightings.map((one) => (
          <SightingLine key={one.sightingId} bolo={bolo} sighting={one} />
        ))}
      </ul>
      {noting && <SightDialog bolo={bolo} onClose={() => setNoting(false)} />}
    </Panel>
  );
}

type LineProps = { readonly bolo: BoloPage; readonly sighting: Sighting };

function SightingLine({ bolo, sighting }: LineProps): ReactNode {
  const text = useText();
  const { seenAt, noted, unitCode, camera, place, placeText, text: said, intervention } = sighting;
  return (
    <li className="bolo-line">
      <span className="am-grow">
        <Time at={Date.parse(seenAt)} format="dateTime" /> · {camera !== null && <Num>{camera.code}</Num>} <Bdi>{placeText ?? ""}</Bdi>{" "}
        {place !== null && <Num>{`${place.lat.toFixed(5)}, ${place.lon.toFixed(5)}`}</Num>}
        <div className="am-small am-t2">
          {unitCode !== null && <Num>{unitCode}</Num>} <Bdi>{noted.by}</Bdi> <Bdi>{said ?? ""}</Bdi>
        </div>
      </span>
      {intervention === null ? (
        <OpenAct bolo={bolo} sighting={sighting} />
      ) : (
        <CardLink interventionId={intervention.interventionId}>
          {text("field.intervention")} <Num>{intervention.reference}</Num>
        </CardLink>
      )}
    </li>
  );
}

/** Opens an intervention at the place of a sighting; the BOLO's reference stands in its first note, and the sighting leads to it. */
function OpenAct({ bolo, sighting }: LineProps): ReactNode {
  const text = useText();
  const act = useAct();
  const navigate = useNavigate();
  const mayOpen = useMay(interventions.open);
  const { camera, place, placeText, sightingId } = sighting;
  const open = async (): Promise<void> => {
    const note = text("sightings.note", { reference: bolo.reference, what: bolo.text.slice(0, 300) });
    const where =
      camera === null
        ? { origin: "desk" as const, ...(place === null ? {} : { place }), ...(placeText === null ? {} : { placeText }) }
        : { origin: "video" as const, cameraId: camera.cameraId };
    const opened = await act.run(async () => {
      const card = await ask(interventions.open, { body: { ...where, note } });
      if (!card.ok) return card;
      const { interventionId } = card.value;
      const linked = await ask(bolos.linkSighting, { params: { boloId: bolo.boloId, sightingId }, body: { interventionId } });
      return linked.ok ? card : linked;
    });
    if (!opened.ok) return;
    const params = { interventionId: opened.value.interventionId };
    void navigate({ to: "/interventions/$interventionId", params, search: { begin: "classify" } });
  };
  if (!mayOpen) return null;
  return (
    <>
      <Button size="s" loading={act.busy} onClick={() => void open()}>
        {text("sightings.open")}
      </Button>
      <Refusal problem={act.refused} />
    </>
  );
}

function SightDialog({ bolo, onClose }: { readonly bolo: BoloPage; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const cameras = useCameras().data ?? [];
  const [seenAt, setSeenAt] = useState<number | null>(roomNow);
  const [cameraId, setCameraId] = useState("");
  const [placeText, setPlaceText] = useState("");
  const [said, setSaid] = useState("");
  const orNull = (value: string): string | null => (value.trim() === "" ? null : value);
  const options = [
    { value: "", label: "–" },
    ...cameras.map((one) => ({ value: one.cameraId, label: `${one.code} · ${one.names[language]}` })),
  ];
  return (
    <ActDialog
      title={text("sightings.add")}
      verb={text("act.record")}
      ready={seenAt !== null && (cameraId !== "" || placeText.trim() !== "")}
      onClose={onClose}
      send={() =>
        ask(bolos.sight, {
          params: { boloId: bolo.boloId },
          body: {
            seenAt: new Date(seenAt ?? 0).toISOString(),
            cameraId: orNull(cameraId),
            placeText: orNull(placeText),
            text: orNull(said),
          },
        })
      }
    >
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

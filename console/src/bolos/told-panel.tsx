import { bolos, type BoloPage, type RadioUnit, type ToldPerson } from "@amaliyat/contract/bolos";
import { countTold, type ToldState } from "@amaliyat/domain/bolos";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button, Chip, DateTimeInput, Field, TextInput, type ChipTone } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

const TONES: Readonly<Record<ToldState, ChipTone>> = { not_yet: "attention", told: "engaged", acknowledged: "affirm" };
const momentOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** Recipients, with and without acknowledgement; and outside bodies that a person told by hand. */
export function ToldPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const format = useFormat();
  const [telling, setTelling] = useState(false);
  const mayTell = useMay(bolos.tellBody);
  const counts = countTold(
    bolo.people.map(({ toldAt, acknowledgedAt }) => ({ toldAt: momentOf(toldAt), acknowledgedAt: momentOf(acknowledgedAt) })),
  );
  const act = mayTell && (
    <Button size="s" variant="quiet" onClick={() => setTelling(true)}>
      {text("told.body_add")}
    </Button>
  );
  return (
    <Panel title={text("told.title")} actions={act} region className="bolo-panel">
      <div className="bolo-acts bolo-counts">
        {(["not_yet", "told", "acknowledged"] as const).map((state) => (
          <Chip key={state} tone={counts[state] === 0 ? "muted" : TONES[state]}>
            {text(`told.${state}`)} <Num>{format.number(counts[state])}</Num>
          </Chip>
        ))}
      </div>
      <ul className="bolo-list" aria-label={text("told.title")}>
        {bolo.radio.map((unit) => (
          <RadioLine key={unit.unitId} bolo={bolo} unit={unit} />
        ))}
        {bolo.people.map((person) => (
          <PersonLine key={person.userId} person={person} />
        ))}
        {bolo.bodies.map(({ name, at, by }) => (
          <li key={`${name} ${at}`} className="bolo-line">
            <Bdi className="am-strong am-grow">{name}</Bdi>
            <span className="am-small am-t2">
              {text("told.by_hand")} <Bdi>{by}</Bdi> · <Time at={Date.parse(at)} format="dateTime" />
            </span>
          </li>
        ))}
      </ul>
      {telling && <BodyDialog boloId={bolo.boloId} onClose={() => setTelling(false)} />}
    </Panel>
  );
}

function PersonLine({ person }: { readonly person: ToldPerson }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { name, role, unitCode, state, toldAt, acknowledgedAt } = person;
  const at = acknowledgedAt ?? toldAt;
  return (
    <li className="bolo-line" data-told={state}>
      <span className="am-grow">
        <Bdi className="am-strong">{name}</Bdi>{" "}
        <span className="am-small am-t3">
          {ROLE_LABELS[role][language]} {unitCode !== null && <Num>{unitCode}</Num>}
        </span>
      </span>
      {at !== null && (
        <span className="am-small am-t2">
          <Time at={Date.parse(at)} />
        </span>
      )}
      <Chip tone={TONES[state]}>{text(`told.${state}`)}</Chip>
    </li>
  );
}

/** A unit that the room itself does not reach: to be told by radio, or who told it and when. */
function RadioLine({ bolo, unit }: { readonly bolo: BoloPage; readonly unit: RadioUnit }): ReactNode {
  const text = useText();
  const act = useAct();
  const mayTell = useMay(bolos.tellByRadio) && bolo.standing === "in_force";
  const { unitId, unitCode, told } = unit;
  const tell = () => act.run(() => ask(bolos.tellByRadio, { params: { boloId: bolo.boloId, unitId } }));
  return (
    <li className="bolo-line" data-radio={told === null ? "not_yet" : "told"}>
      <span className="am-grow">
        <Num className="am-strong">{unitCode}</Num>{" "}
        <span className="am-small am-t2">
          {told === null ? (
            text("told.not_by_room")
          ) : (
            <>
              {text("told.radio_by")} <Bdi>{told.by}</Bdi> · <Time at={Date.parse(told.at)} format="dateTime" />
            </>
          )}
        </span>
      </span>
      <Refusal problem={act.refused} />
      {told === null && mayTell && (
        <Button size="s" loading={act.busy} onClick={() => void tell()}>
          {text("told.radio_done")}
        </Button>
      )}
      {told !== null && <Chip tone={TONES.told}>{text("told.told")}</Chip>}
    </li>
  );
}

function BodyDialog({ boloId, onClose }: { readonly boloId: string; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const [name, setName] = useState("");
  const [at, setAt] = useState<number | null>(roomNow);
  return (
    <ActDialog
      title={text("told.body_add")}
      verb={text("act.record")}
      ready={name.trim() !== "" && at !== null}
      onClose={onClose}
      send={() => ask(bolos.tellBody, { params: { boloId }, body: { name, at: new Date(at ?? 0).toISOString() } })}
    >
      <p className="am-small am-t2">{text("told.body_text")}</p>
      <Field label={text("told.body")} required>
        <TextInput value={name} maxLength={160} onChange={setName} />
      </Field>
      <Field label={text("told.when")} group required>
        <DateTimeInput value={at} onChange={setAt} />
      </Field>
    </ActDialog>
  );
}

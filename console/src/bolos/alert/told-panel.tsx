import { bolos, type BoloPage, type ToldPerson, type ToldUnit } from "@amaliyat/contract/bolos";
import {
  BODY_CHANNELS,
  countTold,
  judgeNotice,
  mayNoteNotice,
  noticeChannel,
  UNIT_CHANNELS,
  type ToldState,
  type UnitChannel,
} from "@amaliyat/domain/bolos";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button, Chip, type ChipTone } from "@amaliyat/ui/controls";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { PersonName, Refusal, useSession } from "../../session/index.ts";
import { NoticeActs } from "./notice-acts.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

const TONES: Readonly<Record<ToldState, ChipTone>> = { not_yet: "attention", told: "engaged", acknowledged: "affirm" };
const momentOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** Recipients, with and without acknowledgement; units and outside bodies that a person told. */
export function ToldPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { people, units, outside } = bolo.notices;
  const counts = countTold(
    people.map(({ toldAt, acknowledgedAt }) => ({ toldAt: momentOf(toldAt), acknowledgedAt: momentOf(acknowledgedAt) })),
  );
  const acts = <NoticeActs boloId={bolo.boloId} to={BODY_CHANNELS.map((channel) => ({ channel }))} variant="quiet" />;
  return (
    <Panel title={text("told.title")} actions={acts} region className="bolo-panel">
      <div className="bolo-acts bolo-counts">
        {(["not_yet", "told", "acknowledged"] as const).map((state) => (
          <Chip key={state} tone={counts[state] === 0 ? "muted" : TONES[state]}>
            {text(`told.${state}`)} <Num>{format.number(counts[state])}</Num>
          </Chip>
        ))}
      </div>
      <ul className="bolo-list" aria-label={text("told.title")}>
        {units.map((unit) => (
          <UnitLine key={`${unit.unitId} ${unit.told?.channel}`} bolo={bolo} unit={unit} />
        ))}
        {people.map((person) => (
          <PersonLine key={person.userId} person={person} />
        ))}
        {outside
          .filter(({ alertId }) => alertId === null)
          .map(({ channel, name, at, by }) => (
            <li key={`${name} ${at}`} className="bolo-line">
              <Bdi className="am-strong am-grow">{name}</Bdi>
              <span className="am-small am-t2">
                {noticeChannel(channel).noting?.line[language]} <PersonName name={by} /> · <Time at={Date.parse(at)} format="dateTime" />
              </span>
            </li>
          ))}
      </ul>
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
        <PersonName name={name} className="am-strong" />{" "}
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

/** A unit that the room itself does not reach: to be told by a person, or who told it and when. */
function UnitLine({ bolo, unit }: { readonly bolo: BoloPage; readonly unit: ToldUnit }): ReactNode {
  const text = useText();
  const act = useAct();
  const { language } = useLanguage();
  const { role } = useSession().user;
  const { unitId, unitCode, told } = unit;
  const channels = UNIT_CHANNELS.filter((channel) => mayNoteNotice(channel, role) && judgeNotice(channel, bolo.standing).ok);
  const tell = (channel: UnitChannel) =>
    act.run(() => ask(bolos.noteNotice, { params: { boloId: bolo.boloId }, body: { channel, unitId } }));
  return (
    <li className="bolo-line" data-radio={told === null ? "not_yet" : "told"}>
      <span className="am-grow">
        <Num className="am-strong">{unitCode}</Num>{" "}
        <span className="am-small am-t2">
          {told === null ? (
            text("told.not_by_room")
          ) : (
            <>
              {noticeChannel(told.channel).noting?.line[language]} <PersonName name={told.by} /> ·{" "}
              <Time at={Date.parse(told.at)} format="dateTime" />
            </>
          )}
        </span>
      </span>
      <Refusal problem={act.refused} />
      {told === null &&
        channels.map((channel) => (
          <Button key={channel} size="s" loading={act.busy} onClick={() => void tell(channel)}>
            {noticeChannel(channel).noting?.act[language]}
          </Button>
        ))}
      {told !== null && <Chip tone={TONES.told}>{text("told.told")}</Chip>}
    </li>
  );
}

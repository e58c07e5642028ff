import type { HandOver, Shift } from "@amaliyat/contract/shifts";
import { PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";
import { HAND_OVER_LABELS } from "@amaliyat/domain/shifts";
import { Bdi, Code, createFormat, directionOf, isolate, Num, type Format } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { titleOf, useSectors } from "../../facts/index.ts";
import { PersonName, usePersonNames } from "../../session/index.ts";
import { useText, type ShiftsText } from "../text.ts";
import { CallCounts } from "./calls-panel.tsx";
import { countsAlarms, DeskAlarms } from "./desk-alarms.tsx";
import { PaperStanding } from "./paper-standing.tsx";
import { subjectOf, wordsOf } from "./log-lines.ts";

type PaperProps = { readonly held: HandOver; readonly language: Language };
type Words = { readonly text: ShiftsText; readonly format: Format; readonly language: Language };

/** The printed hand-over log: codes in the language of the paper, people's words unchanged. */
export function HandOverPaper({ held, language }: PaperProps): ReactNode {
  const words = { text: useText(language), format: createFormat(language), language };
  const { log } = held;
  return (
    <article className="shifts-paper" lang={language} dir={directionOf(language)}>
      <PaperHead held={held} {...words} />
      <h2>
        {words.text("log.open_work")} <Num>{log.openWork.length}</Num>
      </h2>
      <OpenWork held={held} {...words} />
      <h2>
        {words.text("log.matters")} <Num>{log.matters.length}</Num>
      </h2>
      <ul>
        {log.matters.map((note) => (
          <li key={note.noteId}>
            <Bdi>{note.text}</Bdi> (<PersonName name={note.by} />, {words.format.dateTime(Date.parse(note.at))})
          </li>
        ))}
      </ul>
      {log.standing !== null && <PaperStanding standing={log.standing} {...words} />}
      {log.calls !== null && <Calls calls={log.calls} {...words} />}
      {countsAlarms(log) && (
        <>
          <h2>{words.text("alarms.title")}</h2>
          <DeskAlarms log={log} text={words.text} format={words.format} />
        </>
      )}
      <h2>{words.text("view.log")}</h2>
      <Lines held={held} {...words} />
      <Signatures shift={held.shift} {...words} />
    </article>
  );
}

function PaperHead({ held, text, format, language }: Words & Pick<PaperProps, "held">): ReactNode {
  const { shift, log } = held;
  const sector = (useSectors().data ?? []).find((one) => one.sectorId === shift.sectorId);
  const time = (iso: string): string => isolate(format.dateTime(Date.parse(iso)));
  return (
    <header>
      <h2 className="shifts-paper__title">{text("paper.title")}</h2>
      <p>
        <Bdi>{shift.name}</Bdi> · {text("paper.span", { from: time(log.from), to: time(log.to) })}
      </p>
      <p>
        {text("paper.sector")}: {(log.standing?.sector ?? sector)?.names[language] ?? shift.sectorId} · {text("paper.chief")}:{" "}
        <PersonName name={shift.chief.name} />
      </p>
    </header>
  );
}

function OpenWork({ held, text, format, language }: Words & Pick<PaperProps, "held">): ReactNode {
  return (
    <table>
      <tbody>
        {held.log.openWork.map((work) => (
          <tr key={work.interventionId}>
            <td>
              <Num>{work.reference}</Num>
            </td>
            <td>{PRIORITY_LABELS[work.priority][language]}</td>
            <td>{titleOf(work.subcategory, language)}</td>
            <td>{work.placeText === null ? text("unknown") : <Bdi>{work.placeText}</Bdi>}</td>
            <td>{format.dateTime(Date.parse(work.openedAt))}</td>
            <td>
              <Num>{work.units.join(" · ")}</Num>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Calls({ calls, text, format }: Words & { readonly calls: NonNullable<HandOver["log"]["calls"]> }): ReactNode {
  return (
    <>
      <h2>
        {text("log.call_back")} <Num>{calls.toCallBack.length}</Num>
      </h2>
      <ul>
        {calls.toCallBack.map(({ callId, reference, line, at, waitS, tries }) => (
          <li key={callId}>
            <Num>{`${reference} · ${line}`}</Num> · {format.dateTime(Date.parse(at))} ·{" "}
            {text("log.waited", { wait: isolate(format.age(waitS * 1000)) })} · {text("log.tries", { count: tries })}
          </li>
        ))}
      </ul>
      <h2>{text("log.calls")}</h2>
      <CallCounts lines={calls.lines} text={text} format={format} />
    </>
  );
}

function Lines({ held, text, format, language }: Words & Pick<PaperProps, "held">): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {(["at", "kind", "what", "text", "by"] as const).map((column) => (
            <th key={column} scope="col">
              {text(`log.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {held.log.lines.map((line) => (
          <tr key={line.key}>
            <td>
              <Num>{format.time(Date.parse(line.at))}</Num>
            </td>
            <td>{HAND_OVER_LABELS[line.kind][language]}</td>
            <td>
              <Bdi>{subjectOf(line, language)}</Bdi> <Num>{line.reference ?? ""}</Num>
            </td>
            <td>
              <Bdi>{wordsOf(line, language)}</Bdi>
            </td>
            <td>{line.by !== null && <PersonName name={line.by} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signatures({ shift, text, format }: Words & { readonly shift: Shift }): ReactNode {
  const names = usePersonNames();
  const signed = (of: Shift["outgoing"]): ReactNode =>
    of === null ? text("sign.not_yet") : <Bdi>{`${names.shown(of.name)} · ${format.dateTime(Date.parse(of.at))}`}</Bdi>;
  return (
    <footer className="shifts-paper__foot">
      <div className="shifts-paper__signatures">
        <div>
          <strong>{text("sign.outgoing")}</strong>
          <p>{signed(shift.outgoing)}</p>
          {shift.inPlaceOf !== null && <p>{text("sign.in_place", { reason: isolate(shift.inPlaceOf) })}</p>}
        </div>
        <div>
          <strong>{text("sign.incoming")}</strong>
          <p>{signed(shift.incoming)}</p>
          {shift.relievedFor !== null && <p>{text("sign.relief", { reason: isolate(shift.relievedFor) })}</p>}
        </div>
      </div>
      {shift.hash !== null && (
        <p>
          {text("seal.hash")}: <Code>{shift.hash}</Code>
        </p>
      )}
    </footer>
  );
}

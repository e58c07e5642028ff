import type { CallCard } from "@amaliyat/contract/calls";
import { isCallNature, natureLabels, PLACE_SOURCES, RECORDING_PAUSE_REASONS } from "@amaliyat/domain/calls";
import { isolate, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PersonName, usePersonNames } from "../../session/index.ts";
import { takerList } from "../call-lists.ts";
import { useText } from "../text.ts";
import { eventKind } from "./event-words.ts";

type Event = CallCard["events"][number];

/** Events of a call, in words, the newest first. */
export function EventsPanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  return (
    <Panel region title={text("events.title")} className="call-events">
      <ol className="call-events__list">
        {card.events
          .filter((event) => eventKind(event) !== null)
          .toReversed()
          .map((event) => (
            <li key={event.seq} data-event={event.kind}>
              <Time at={Date.parse(event.at)} className="am-t2" />
              <span>
                <EventWords event={event} />
              </span>
              <PersonName name={event.by} className="am-small am-t3" />
            </li>
          ))}
      </ol>
    </Panel>
  );
}

function EventWords({ event }: { readonly event: Event }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { language } = useLanguage();
  const word = eventKind(event) ?? "other";
  const takers = useQuery(takerList).data ?? [];
  const { nature, number, extension, key, source, on, userId, pauseReason } = event.data;
  if (word === "hold") return text(on === true ? "event.hold" : "event.hold_ended");
  const colleague = takers.find((taker) => taker.userId === userId)?.name;
  const said = [
    typeof nature === "string" && isCallNature(nature) ? natureLabels(nature)[language] : null,
    colleague === undefined ? null : isolate(names.shown(colleague)),
    ...PLACE_SOURCES.filter((each) => each === source).map((each) => text(`source.${each}`)),
  ].filter((part) => part !== null);
  const why = RECORDING_PAUSE_REASONS.find((each) => each === pauseReason);
  if (why !== undefined) said.push(text(`sound.reason.${why}`));
  const digits = [number, extension, key].find((each) => typeof each === "string");
  return (
    <>
      {said.length === 0 ? text(`event.${word}`) : text("events.of", { event: text(`event.${word}`), what: said.join(" · ") })}{" "}
      {typeof digits === "string" && <Num className="am-strong">{digits}</Num>}
    </>
  );
}

import { calls, type CallCard } from "@amaliyat/contract/calls";
import type { Point } from "@amaliyat/domain/kernel";
import { Button, Field, Kbd, TextInput } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { isText, useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, useUiText } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import MapPin from "lucide-react/icons/map-pin";
import MessageSquare from "lucide-react/icons/message-square";
import { Suspense, useEffect, type FormEvent, type ReactNode } from "react";
import { RoomMap } from "../../map/index.ts";
import { ask } from "../../api/index.ts";
import { pickLandmark } from "../../gazetteer/index.ts";
import { select, useChosen } from "../../selection/index.ts";
import { Refusal, useDraftName } from "../../session/index.ts";
import { useMeasureWords } from "../place-words.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { isDoubtful, messageState } from "./call-facts.ts";
import { focusPlaceSearch, PLACE_SEARCH } from "./place-key.ts";

/** Place of the caller on the map and in words, and the ways to learn more. The caller's own words stand above all. */
export function PlacePanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const measureWords = useMeasureWords();
  const { run, busy, refused } = useCallAct();
  const { callId, place, placeText } = card;
  useShortcut("KeyP", focusPlaceSearch);
  const put = async (point: Point | null, words: string | null): Promise<boolean> =>
    (await run(() => ask(calls.setPlace, { params: { callId }, body: { point, text: words } }))) !== null;
  const toSearch = <Kbd keys="KeyP" />;
  return (
    <Panel region title={text("place.title")} actions={toSearch} className="call-place">
      <PlaceMap callId={callId} point={place?.point ?? null} name={placeText} />
      <div className="calls-form call-place__form">
        <div className="call-place__said" data-place={place?.source ?? "none"}>
          <MapPin size={16} aria-hidden="true" />
          <div>
            {placeText !== null && (
              <div className="am-strong">
                <Bdi>{placeText}</Bdi>
              </div>
            )}
            {place !== null && <div className="am-t2">{measureWords(place)}</div>}
            {isDoubtful(card) && <div className="am-attention">{text("vehicle.untrusted")}</div>}
            {place === null && placeText === null && <div className="am-attention">{text("place.unknown")}</div>}
          </div>
        </div>
        {card.places.length > 1 && (
          <ul className="call-place__all am-small am-t2" aria-label={text("place.all")}>
            {card.places.map((each) => (
              <li key={`${each.source} ${each.measuredAt}`}>{measureWords(each)}</li>
            ))}
          </ul>
        )}
        <div className={PLACE_SEARCH}>{pickLandmark((found) => void put(found.point, found.text))}</div>
        <MarkedPoint known={place?.point ?? null} onTake={(point) => void put(point, null)} />
        <PlaceWords callId={callId} busy={busy} onSend={(words) => put(null, words)} />
        <AskByMessage card={card} />
        <Refusal problem={refused} />
      </div>
    </Panel>
  );
}

/** The map around the caller, with the place marked. */
function PlaceMap({
  callId,
  point,
  name,
}: {
  readonly callId: string;
  readonly point: Point | null;
  readonly name: string | null;
}): ReactNode {
  const text = useText();
  const { lat, lon } = point ?? {};
  useEffect(() => {
    if (lat === undefined || lon === undefined) select(null);
    else select({ kind: "place", point: { lat, lon }, ...(name === null ? {} : { name }) });
  }, [callId, lat, lon, name]);
  return (
    <div className="call-place__map">
      <Suspense fallback={<LoadingState what={text("place.title")} />}>
        <RoomMap around={point} small />
      </Suspense>
    </div>
  );
}

/** A point that was marked on the map with the other button of the mouse becomes the caller's. */
function MarkedPoint({ known, onTake }: { readonly known: Point | null; readonly onTake: (point: Point) => void }): ReactNode {
  const text = useText();
  const { selection } = useChosen();
  if (selection?.kind !== "place") return null;
  const { point } = selection;
  if (known !== null && point.lat === known.lat && point.lon === known.lon) return null;
  return (
    <Button size="s" onClick={() => onTake(point)}>
      {text("place.take_marked")}
    </Button>
  );
}

type WordsProps = { readonly callId: string; readonly busy: boolean; readonly onSend: (words: string) => Promise<boolean> };

/** The place in the caller's words; typed text stays until the room has it. */
function PlaceWords({ callId, busy, onSend }: WordsProps): ReactNode {
  const text = useText();
  const draft = useDraft(useDraftName(`call-place.${callId}`), "", isText);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (draft.value.trim() !== "" && (await onSend(draft.value.trim()))) draft.clear();
  };
  return (
    <form className="call-place__words" onSubmit={(event) => void send(event)}>
      <Field label={text("place.words")} className="am-grow">
        <TextInput maxLength={200} value={draft.value} onChange={(value) => (value === "" ? draft.clear() : draft.setValue(value))} />
      </Field>
      <Button type="submit" loading={busy} disabled={draft.value.trim() === ""}>
        {text("place.keep")}
      </Button>
    </form>
  );
}

/** A message with a link: the telephone tells its place once. */
function AskByMessage({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { busy, refused, run } = useCallAct();
  const asked = messageState(card.events);
  const params = { callId: card.callId };
  return (
    <>
      <div className="calls-form__line">
        <Button
          icon={<MessageSquare size={16} aria-hidden="true" />}
          loading={busy}
          disabledReason={card.number === null ? text("withheld") : undefined}
          onClick={() => void run(() => ask(calls.askPlace, { params }))}
        >
          {text(asked === "none" ? "place.ask" : "place.ask_again")}
        </Button>
        {busy ? <span className="am-t2">{ui("loading")}</span> : asked === "waits" && <span className="am-t2">{text("place.asked")}</span>}
      </div>
      <Refusal problem={refused} />
    </>
  );
}

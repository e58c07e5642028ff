import type { FoundPlace } from "@amaliyat/contract/places";
import { PLACE_KIND_LABELS, placeName } from "@amaliyat/domain/places";
import type { Point } from "@amaliyat/domain/kernel";
import { Combobox } from "@amaliyat/ui/controls";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useRoom, useSectors } from "../live/index.ts";
import { foundPlaces } from "./place-queries.ts";
import { useText } from "./text.ts";
import "./places.css";

/** A place by its name as it was picked, in the language of the screen. */
export type PickedPlace = { readonly text: string; readonly point: Point };

export type PlaceSearchProps = {
  readonly onPick: (place: PickedPlace) => void;
  /** The accessible name, where no field around it has one. */
  readonly label?: string | undefined;
};

/** How long a person pauses before the room is asked, ms. */
const PAUSE_MS = 120;

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** Searches places, landmarks, sites, cameras and sectors in any spelling; arrows move, Enter picks. */
export function PlaceSearch({ onPick, label }: PlaceSearchProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const detailOf = useDetail();
  const near = useRoom().data?.center ?? null;
  const [typed, setTyped] = useState("");
  const asked = usePaused(typed.trim());
  const query = useQuery(foundPlaces(asked, near));
  // What answers an older text is not offered: Enter would pick what nobody sees.
  const found = asked === typed.trim() && asked.length > 1 ? query.data : undefined;
  const options = (found ?? []).map((one) => ({ value: keyOf(one), label: placeName(one.names, language), detail: detailOf(one) }));
  const none = typed.trim().length < 2 ? "search.more" : query.isError ? "search.failed" : found ? "search.none" : "search.waits";
  return (
    <Combobox
      options={options}
      value={null}
      label={label}
      placeholder={text("search.placeholder")}
      none={text(none)}
      onSearch={setTyped}
      onChange={(key) => {
        const one = found?.find((each) => keyOf(each) === key);
        if (one) onPick({ text: placeName(one.names, language), point: one.point });
      }}
    />
  );
}

const keyOf = ({ source, id }: FoundPlace): string => `${source} ${id}`;

/** What an answer is, where, and how far from the centre of the room. */
function useDetail(): (one: FoundPlace) => string {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  return ({ source, kind, sectorId, metres }) => {
    const what = source === "landmark" || source === "place" ? PLACE_KIND_LABELS[kind][language] : text(`source.${source}`);
    const sector = source === "sector" ? undefined : sectors?.find((one) => one.sectorId === sectorId)?.names[language];
    return [what, sector, metres === null ? undefined : format.distance(metres)].filter((part) => part !== undefined).join(" · ");
  };
}

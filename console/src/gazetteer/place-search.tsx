import { placeName } from "@amaliyat/domain/places";
import type { Point } from "@amaliyat/domain/kernel";
import { Combobox } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { useText } from "./text.ts";
import { foundKey, useFoundDetail, useFoundPlaces } from "./use-found-places.ts";

/** A place by its name as it was picked, in the language of the screen. */
export type PickedPlace = { readonly text: string; readonly point: Point };

export type PlaceSearchProps = {
  readonly onPick: (place: PickedPlace) => void;
  /** The accessible name, where no field around it has one. */
  readonly label?: string | undefined;
};

/** Searches places, streets, sites, cameras, sectors and points as people say them; arrows move, Enter picks. */
export function PlaceSearch({ onPick, label }: PlaceSearchProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const detailOf = useFoundDetail();
  const [typed, setTyped] = useState("");
  const { found, isError } = useFoundPlaces(typed);
  const options = (found ?? []).map((one) => ({ value: foundKey(one), label: placeName(one.names, language), detail: detailOf(one) }));
  const none = typed.trim().length < 2 ? "search.more" : isError ? "search.failed" : found ? "search.none" : "search.waits";
  return (
    <Combobox
      options={options}
      value={null}
      label={label}
      placeholder={text("search.placeholder")}
      none={text(none)}
      onSearch={setTyped}
      onChange={(key) => {
        const one = found?.find((each) => foundKey(each) === key);
        if (one) onPick({ text: placeName(one.names, language), point: one.point });
      }}
    />
  );
}

import { Field } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { PlaceSearch, type PickedPlace } from "./place-search.tsx";
import { useText } from "./text.ts";

type LandmarkFieldProps = { readonly onPick: (place: PickedPlace) => void; readonly hint: string | undefined };

function LandmarkField({ onPick, hint }: LandmarkFieldProps): ReactNode {
  const text = useText();
  return (
    <Field label={text("search.landmark")} hint={hint ?? text("search.landmark_hint")}>
      <PlaceSearch onPick={onPick} />
    </Field>
  );
}

/** The search of places for a form that takes one. */
export const pickLandmark = (onPick: (place: PickedPlace) => void, hint?: string): ReactNode => (
  <LandmarkField onPick={onPick} hint={hint} />
);

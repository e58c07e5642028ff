import { Field } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { PlaceSearch, type PickedPlace } from "./place-search.tsx";
import { useText } from "./text.ts";

function LandmarkField({ onPick }: { readonly onPick: (place: PickedPlace) => void }): ReactNode {
  const text = useText();
  return (
    <Field label={text("search.landmark")} hint={text("search.landmark_hint")}>
      <PlaceSearch onPick={onPick} />
    </Field>
  );
}

/** The search of places and landmarks for a form that takes one. */
export const pickLandmark = (onPick: (place: PickedPlace) => void): ReactNode => <LandmarkField onPick={onPick} />;

import type { Point } from "@amaliyat/domain/kernel";
import { Combobox, Field, TextInput } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { useKnownPlaces } from "./place-options.ts";
import { useText } from "./text.ts";

/** A named place of the town as it is taken into an intervention: its words and its point. */
export type Landmark = { readonly text: string; readonly point: Point };

/** Draws a search of landmarks and calls back with the one that was picked. */
export type LandmarkPicker = (onPick: (landmark: Landmark) => void) => ReactNode;

export type PlaceFieldsProps = {
  readonly words: string;
  readonly onChange: (change: { readonly words?: string; readonly point?: Point | null }) => void;
  readonly hint: string;
  readonly landmarks?: LandmarkPicker | undefined;
};

/** A site or camera, a landmark, or words. What is chosen gives its point; its name becomes the words where none were typed. */
export function PlaceFields({ words, onChange, hint, landmarks }: PlaceFieldsProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const known = useKnownPlaces();
  const [chosen, setChosen] = useState<string | null>(null);
  const take = ({ text: name, point }: Landmark): void => onChange(words.trim() === "" ? { words: name, point } : { point });
  const choose = (id: string): void => {
    const place = known.find(id);
    if (!place) return;
    setChosen(id);
    take({ text: place.name, point: place.point });
  };
  return (
    <>
      <Field label={text("place.known")} hint={hint}>
        <Combobox options={known.options} value={chosen} onChange={choose} placeholder={ui("search")} />
      </Field>
      {landmarks?.(take)}
      <Field label={text("place.words")}>
        <TextInput value={words} maxLength={200} onChange={(value) => onChange({ words: value })} />
      </Field>
    </>
  );
}

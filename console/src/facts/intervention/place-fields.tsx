import type { Point } from "@amaliyat/domain/kernel";
import { Field, TextInput } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

/** A named place of the town as it is taken into an intervention: its words and its point. */
export type Landmark = { readonly text: string; readonly point: Point };

/** Draws a search of places, with a hint below it, and calls back with the one that was picked. */
export type LandmarkPicker = (onPick: (landmark: Landmark) => void, hint?: string) => ReactNode;

export type PlaceFieldsProps = {
  readonly words: string;
  readonly onChange: (change: { readonly words?: string; readonly point?: Point | null }) => void;
  readonly hint: string;
  readonly landmarks?: LandmarkPicker | undefined;
};

/** A place that the room finds, or words. A chosen place gives its point; its name becomes the words if none were typed. */
export function PlaceFields({ words, onChange, hint, landmarks }: PlaceFieldsProps): ReactNode {
  const text = useText();
  const choose = ({ text: name, point }: Landmark): void => onChange(words.trim() === "" ? { words: name, point } : { point });
  return (
    <>
      {landmarks?.(choose, hint)}
      <Field label={text("place.words")}>
        <TextInput value={words} maxLength={200} onChange={(value) => onChange({ words: value })} />
      </Field>
    </>
  );
}

import { ATTRIBUTE_LABELS, ATTRIBUTES, isAttribute, type Attribute, type Marks } from "@amaliyat/domain/interventions";
import { Chip } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import "../card-forms.css";

/** True if the marks of a stored form are marks that this program understands. */
export const areMarks = ({ attributes }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(attributes) && attributes.every((one: unknown) => typeof one === "string" && isAttribute(one));

/** The marks of the request: those that were chosen. */
export const bodyOfMarks = ({ attributes }: Marks) => (attributes.length === 0 ? {} : { attributes: [...attributes] });

export type MarkFieldsProps = { readonly marks: Marks; readonly onChange: (change: Partial<Marks>) => void };

/** Fields of the marks in the form of a new intervention. */
export function MarkFields({ marks: { attributes }, onChange }: MarkFieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const turn = (one: Attribute): void =>
    onChange({ attributes: attributes.includes(one) ? attributes.filter((each) => each !== one) : [...attributes, one] });
  return (
    <div className="card-form__whole card-form__marks" role="group" aria-label={text("facts.attributes")}>
      {ATTRIBUTES.map((one) => (
        <Chip key={one} pressed={attributes.includes(one)} onClick={() => turn(one)}>
          {ATTRIBUTE_LABELS[one][language]}
        </Chip>
      ))}
    </div>
  );
}

import { ATTRIBUTE_LABELS, ATTRIBUTES, type Attribute, type Marks } from "@amaliyat/domain/interventions";
import { Chip } from "@amaliyat/ui/controls";
import { useLanguage, type Language } from "@amaliyat/ui/i18n";
import Baby from "lucide-react/icons/baby";
import CircleDashed from "lucide-react/icons/circle-dashed";
import HeartPulse from "lucide-react/icons/heart-pulse";
import Sword from "lucide-react/icons/sword";
import type { ReactNode } from "react";
import "../marks.css";

const ICONS: Readonly<Record<Attribute, typeof Sword>> = { weapon: Sword, injury: HeartPulse, minor: Baby, attempt: CircleDashed };

/** Amber marks facts that a unit must know before it arrives. The others only describe the event. */
const toneOf = (attribute: Attribute): "attention" | "muted" => (attribute === "weapon" || attribute === "injury" ? "attention" : "muted");

/** Marks in words, from the data of a line of the log. Lines older than a mark lack it. */
export function markWords({ attributes }: Readonly<Record<string, unknown>>, language: Language): readonly string[] {
  const said: readonly unknown[] = Array.isArray(attributes) ? attributes : [];
  return ATTRIBUTES.filter((one) => said.includes(one)).map((one) => ATTRIBUTE_LABELS[one][language]);
}

/** Marks of an intervention, each as shape and word. */
export function AttributeMarks({ attributes = [] }: Partial<Marks>): ReactNode {
  const { language } = useLanguage();
  return attributes.map((attribute) => {
    const Icon = ICONS[attribute];
    return (
      <Chip key={attribute} tone={toneOf(attribute)} icon={<Icon size={14} aria-hidden="true" />}>
        {ATTRIBUTE_LABELS[attribute][language]}
      </Chip>
    );
  });
}

/** The same as shapes alone where there is no room for words; the words are its name. */
export function AttributeGlyphs({ attributes = [] }: Partial<Marks>): ReactNode {
  const { language } = useLanguage();
  return attributes.map((attribute) => {
    const Icon = ICONS[attribute];
    const name = ATTRIBUTE_LABELS[attribute][language];
    return (
      <span
        key={attribute}
        role="img"
        aria-label={name}
        title={name}
        className={`interventions-mark interventions-mark--${toneOf(attribute)}`}
      >
        <Icon size={15} aria-hidden="true" />
      </span>
    );
  });
}

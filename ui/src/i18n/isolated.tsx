import type { ReactNode } from "react";
import { safeText } from "./safe-text.ts";
import { useFormat } from "./use-i18n.ts";
import type { Format, MaybeNumber } from "./format/format.ts";

export type BdiProps = {
  readonly children: string;
  readonly className?: string | undefined;
  /** Shown under the pointer. */
  readonly title?: string | undefined;
};

/** A name or text from outside: hidden direction characters shown or dropped, direction by its own first letter. */
export function Bdi({ children, className, title }: BdiProps): ReactNode {
  return (
    <bdi dir="auto" className={className} title={title}>
      {safeText(children)}
    </bdi>
  );
}

const arabicLetter = /\p{Script=Arabic}/u;

/**
 * A number, reference, plate, phone, code or quantity. Left to right, but for a quantity whose unit is an Arabic word
 * («3 د», «1.2 كم»), which reads right to left like the sentence.
 */
export function Num({ children, className }: { readonly children: string | number; readonly className?: string | undefined }): ReactNode {
  const text = safeText(String(children));
  return (
    <bdi dir={arabicLetter.test(text) ? "rtl" : "ltr"} className={className ? `am-num ${className}` : "am-num"}>
      {text}
    </bdi>
  );
}

/** A code in monospace: `TRF.OBS`, a hash, a file name. */
export function Code({ children, className }: { readonly children: string; readonly className?: string | undefined }): ReactNode {
  return (
    <bdi dir="ltr" className={className ? `am-mono ${className}` : "am-mono"}>
      {safeText(children)}
    </bdi>
  );
}

type TimeFormat = keyof Pick<
  Format,
  "time" | "shortTime" | "frameTime" | "date" | "day" | "shortDay" | "numericDay" | "month" | "dateTime"
>;

/** An instant (ms since epoch) as `<time>` with its ISO form; Algiers time. */
export function Time(props: {
  readonly at: MaybeNumber;
  readonly format?: TimeFormat | undefined;
  readonly className?: string | undefined;
}): ReactNode {
  const format = useFormat();
  const text = format[props.format ?? "time"](props.at);
  const known = props.at !== null && props.at !== undefined && Number.isFinite(props.at);
  return (
    <time
      dir={arabicLetter.test(text) ? "rtl" : "ltr"}
      className={props.className ? `am-num ${props.className}` : "am-num"}
      dateTime={known ? new Date(props.at).toISOString() : undefined}
    >
      {text}
    </time>
  );
}

import TriangleAlert from "lucide-react/icons/triangle-alert";
import { createContext, useContext, useId, useMemo, type AriaAttributes, type ReactNode } from "react";
import { useUiText } from "../i18n/use-i18n.ts";
import { classNames } from "./class-names.ts";

interface FieldLink {
  readonly id: string | undefined;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

const FieldContext = createContext<FieldLink | undefined>(undefined);

export interface FieldAttributes {
  readonly id: string | undefined;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
  readonly "aria-required": true | undefined;
}

type OwnAttributes = Pick<AriaAttributes, "aria-describedby" | "aria-invalid"> & { readonly id?: string | undefined };

/** The attributes that tie an input to the label, hint and error of the Field around it, joined with the input's own. */
export function useFieldAttributes(own: OwnAttributes = {}): FieldAttributes {
  const link = useContext(FieldContext);
  const invalid = link?.invalid === true || own["aria-invalid"] === true || own["aria-invalid"] === "true";
  return {
    id: own.id ?? link?.id,
    "aria-describedby": classNames(own["aria-describedby"], link?.describedBy) || undefined,
    "aria-invalid": invalid || undefined,
    "aria-required": link?.required || undefined,
  };
}

export interface FieldProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  /** Fault and its cure, in one sentence. */
  readonly error?: ReactNode;
  readonly required?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly className?: string | undefined;
  /** For a set of inputs (radios, date and time): a fieldset with its legend. */
  readonly group?: boolean | undefined;
}

/** Label above, input, hint, error below with its cure. The input inside finds its links by itself. */
export function Field(props: FieldProps): ReactNode {
  const { label, children, hint, error, required = false, optional = false, className, group = false } = props;
  const text = useUiText();
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = classNames(errorId, hintId) || undefined;
  const link = useMemo<FieldLink>(
    () => ({ id: group ? undefined : `${id}-input`, describedBy, invalid: errorId !== undefined, required }),
    [id, group, describedBy, errorId, required],
  );
  const mark = (required || optional) && <span className="am-field__required">{text(required ? "required" : "optional")}</span>;
  const body = (
    <>
      <FieldContext value={link}>{children}</FieldContext>
      {hint && (
        <div id={hintId} className="am-field__hint">
          {hint}
        </div>
      )}
      {error && (
        <div id={errorId} className="am-field__error" role="alert">
          <TriangleAlert size={14} aria-hidden="true" />
          <span>{error}</span>
        </div>
      )}
    </>
  );
  return group ? (
    <fieldset className={classNames("am-field", className)} aria-describedby={describedBy}>
      <legend className="am-field__label">
        {label}
        {mark}
      </legend>
      {body}
    </fieldset>
  ) : (
    <div className={classNames("am-field", className)}>
      <label className="am-field__label" htmlFor={link.id}>
        {label}
        {mark}
      </label>
      {body}
    </div>
  );
}

import type { TakerShown } from "@amaliyat/contract/calls";
import type { Unit } from "@amaliyat/contract/dispatch";
import { PARTNERS } from "@amaliyat/domain/calls";
import type { Language } from "@amaliyat/domain/kernel";

export const TRANSFER_KINDS = ["colleague", "unit", "partner"] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** Target of a transfer; `id` is the value for the room. */
export type TransferTarget = { readonly id: string; readonly label: string; readonly detail: string };

/** Colleagues whose telephone is there and free; a talk is not to be broken into. */
export const colleagues = (takers: readonly TakerShown[], me: string): readonly TransferTarget[] =>
  takers
    .filter(({ userId, connected, state }) => userId !== me && connected && state.kind !== "talking" && state.kind !== "offered")
    .map(({ userId, name, extension }) => ({ id: userId, label: name, detail: extension }));

/** Crews on duty; whether one has a telephone is known to the room alone. */
export const crews = (units: readonly Unit[]): readonly TransferTarget[] =>
  units
    .filter(({ status }) => status !== "unavailable")
    .map(({ unitId, code, crew }) => ({ id: unitId, label: code, detail: crew.join("، ") }));

/** Each public number of each partner body. */
export const partnerNumbers = (language: Language): readonly TransferTarget[] =>
  PARTNERS.flatMap(({ numbers, labels }) => numbers.map((number) => ({ id: number, label: labels[language], detail: number })));

/** Transfer target of a request. */
export const targetOf = (kind: TransferKind, id: string) =>
  kind === "colleague"
    ? ({ kind, userId: id } as const)
    : kind === "unit"
      ? ({ kind, unitId: id } as const)
      : ({ kind, number: id } as const);

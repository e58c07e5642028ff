import type { bolos } from "@amaliyat/contract/bolos";
import { standingAt } from "@amaliyat/domain/bolos";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { Call, Reply } from "../platform/http/index.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { withBolo } from "./command-bolo.ts";
import { keepRadioTold } from "./radio-store.ts";

type TellByRadio = typeof bolos.tellByRadio;

/** Records that the caller told a unit by radio, now. */
export const tellByRadio = (deps: BolosDeps, { who, at, params }: Call<TellByRadio>): Promise<Reply<TellByRadio>> =>
  withBolo(deps, {
    who,
    at,
    boloId: params.boloId,
    type: "bolo.told_by_radio",
    detail: { unitId: params.unitId },
    part: "told",
    work: async (tx, kept) => {
      const standing = standingAt(kept.bolo, at);
      if (standing !== "in_force") return refuse({ code: "bolo.wrong_state", params: { state: standing } });
      const code = await keepRadioTold(tx, params.boloId, params.unitId, new Date(at), who.userId);
      return code === null ? refuse({ code: "object.not_found" }) : ok(kept);
    },
  });

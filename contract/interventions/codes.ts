import { CHANNELS, DISPOSITIONS, INTERVENTION_KINDS, ORIGINS, PRIORITIES, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { z } from "zod";

export const origin = z.enum(ORIGINS);
export const channel = z.enum(CHANNELS.map(({ code }) => code));
export const priority = z.enum(PRIORITIES);
export const subcategory = z.enum(SUBCATEGORIES.map(({ code }) => code));
export const disposition = z.enum(DISPOSITIONS.map(({ code }) => code));
export const interventionState = z.enum(INTERVENTION_KINDS);

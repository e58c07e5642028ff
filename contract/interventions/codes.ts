import {
  ATTRIBUTES,
  CHANNELS,
  DISPOSITIONS,
  INTERVENTION_KINDS,
  ORIGINS,
  PRIORITIES,
  RELATIONS,
  SUBCATEGORIES,
} from "@amaliyat/domain/interventions";
import { z } from "zod";

export const origin = z.enum(ORIGINS);
export const channel = z.enum(CHANNELS.map(({ code }) => code));
export const priority = z.enum(PRIORITIES);
export const subcategory = z.enum(SUBCATEGORIES.map(({ code }) => code));
export const disposition = z.enum(DISPOSITIONS.map(({ code }) => code));
export const attribute = z.enum(ATTRIBUTES);
export const relation = z.enum(RELATIONS);
export const interventionState = z.enum(INTERVENTION_KINDS);

import { z } from "zod";

// What Open311 GeoReport v2 answers, in its own words; the same values travel as XML.

export const open311Service = z.object({
  service_code: z.string(),
  service_name: z.string(),
  description: z.string(),
  metadata: z.boolean(),
  type: z.enum(["realtime", "batch", "blackbox"]),
  keywords: z.string(),
  group: z.string(),
});

export const open311Definition = z.object({
  service_code: z.string(),
  attributes: z.array(
    z.object({
      variable: z.boolean(),
      code: z.string(),
      datatype: z.enum(["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]),
      required: z.boolean(),
      datatype_description: z.string().nullable(),
      order: z.number().int(),
      description: z.string(),
      values: z.array(z.object({ key: z.string(), name: z.string() })).optional(),
    }),
  ),
});

export const open311Created = z.object({
  service_request_id: z.string(),
  service_notice: z.string().nullable(),
  account_id: z.null(),
});

const moment = z.iso.datetime({ offset: true });
export const open311Request = z.object({
  service_request_id: z.string(),
  status: z.enum(["open", "closed"]),
  status_notes: z.string().nullable(),
  service_name: z.string(),
  service_code: z.string(),
  description: z.string().max(4_000).nullable(),
  agency_responsible: z.string().nullable(),
  service_notice: z.string().nullable(),
  requested_datetime: moment,
  updated_datetime: moment,
  expected_datetime: moment.nullable(),
  address: z.string().nullable(),
  address_id: z.string().nullable(),
  zipcode: z.string().nullable(),
  lat: z.number().nullable(),
  long: z.number().nullable(),
  media_url: z.url().nullable(),
});
export type Open311Request = z.output<typeof open311Request>;

/** One change of a request: an extension that city systems read to follow their requests. */
export const open311Update = z.object({
  update_id: z.string(),
  service_request_id: z.string(),
  status: z.enum(["open", "investigating", "in_progress", "closed"]),
  description: z.string(),
  updated_datetime: moment,
  external_status_code: z.string(),
});
export type Open311Update = z.output<typeof open311Update>;

/** The answer to an update that a city's system posted. */
export const open311Posted = z.object({ update_id: z.string() });

export const open311Token = z.object({ service_request_id: z.string(), token: z.string() });

export const open311Error = z.object({ code: z.number().int(), description: z.string() });

export const open311Discovery = z.object({
  changeset: moment,
  contact: z.string(),
  key_service: z.string(),
  endpoints: z.array(
    z.object({
      specification: z.string(),
      url: z.string(),
      changeset: moment,
      type: z.enum(["production", "test"]),
      formats: z.array(z.string()),
    }),
  ),
});

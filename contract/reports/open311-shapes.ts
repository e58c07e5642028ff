import { z } from "zod";

// Answers of Open311 GeoReport v2, with its own names; the same values travel as XML.

export const open311Service = z.object({
  service_code: z.string().describe("Names the service in a request."),
  service_name: z.string().describe("Its name, in the requested language."),
  description: z.string().describe("Scope of the service."),
  metadata: z.boolean().describe("True where the service asks more: see its definition."),
  type: z.enum(["realtime", "batch", "blackbox"]).describe("`realtime`: the answer has the number of the request."),
  keywords: z.string().describe("Words for searching, parted by commas."),
  group: z.string().describe("The group to which it belongs."),
});

export const open311Definition = z.object({
  service_code: z.string().describe("The service."),
  attributes: z
    .array(
      z.object({
        variable: z.boolean().describe("True where it is answered; false for words to read."),
        code: z.string().describe("Its name, sent as `attribute[CODE]`."),
        datatype: z.enum(["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]).describe("The kind of its value."),
        required: z.boolean().describe("True where it must be given."),
        datatype_description: z.string().nullable().describe("Format of the value."),
        order: z.number().int().describe("Position in a form."),
        description: z.string().describe("The question."),
        values: z
          .array(z.object({ key: z.string().describe("The value that is sent."), name: z.string().describe("The text for people.") }))
          .optional()
          .describe("The choices."),
      }),
    )
    .describe("Questions beside place and words."),
});

export const open311Created = z.object({
  service_request_id: z.string().describe("The number of the request, for following it."),
  service_notice: z
    .string()
    .nullable()
    .describe("Names the fields that were dropped because they are not in their charset; null if all were read."),
  account_id: z.null().describe("Always null: there are no accounts."),
});

const moment = z.iso.datetime({ offset: true });
export const open311Request = z.object({
  service_request_id: z.string().describe("The number of the request."),
  status: z.enum(["open", "closed"]).describe("`open` while it is worked on."),
  status_notes: z.string().nullable().describe("Progress, in words."),
  service_name: z.string().describe("Name of the service."),
  service_code: z.string().describe("The service."),
  description: z.string().max(4_000).nullable().describe("The text sent."),
  agency_responsible: z.string().nullable().describe("The room."),
  service_notice: z.string().nullable().describe("Always null."),
  requested_datetime: moment.describe("Time of arrival."),
  updated_datetime: moment.describe("Time of the last change."),
  expected_datetime: moment.nullable().describe("Always null: the room promises no time."),
  address: z.string().nullable().describe("The place in words."),
  address_id: z.string().nullable().describe("The place by the number that was sent."),
  zipcode: z.string().nullable().describe("Always null."),
  lat: z.number().nullable().describe("Latitude in degrees, WGS 84."),
  long: z.number().nullable().describe("Longitude in degrees, WGS 84."),
  media_url: z.url().nullable().describe("The first picture, at the address that was sent."),
});
export type Open311Request = z.output<typeof open311Request>;

/** One change of a request: an extension that city systems read to follow their requests. */
export const open311Update = z.object({
  update_id: z.string().describe("The number of the update."),
  service_request_id: z.string().describe("The request that changed."),
  status: z.enum(["open", "investigating", "in_progress", "closed"]).describe("State of the request."),
  description: z.string().describe("The words of the change."),
  updated_datetime: moment.describe("Time of the change."),
  external_status_code: z.string().describe("The change or end by its code."),
});
export type Open311Update = z.output<typeof open311Update>;

/** The answer to an update that a city's system posted. */
export const open311Posted = z.object({ update_id: z.string().describe("The number of the update that was taken.") });

export const open311Token = z.object({
  service_request_id: z.string().describe("The number of the request."),
  token: z.string().describe("The same number."),
});

export const open311Error = z.object({
  code: z.number().int().describe("The HTTP status of this answer."),
  description: z.string().describe("The fault and its cure, with the code of the refusal in brackets."),
});

export const open311Discovery = z.object({
  changeset: moment.describe("Time of the last change."),
  contact: z.string().describe("Contact of the room."),
  key_service: z.string().describe("Way to get a key."),
  endpoints: z
    .array(
      z.object({
        specification: z.string().describe("The standard that is spoken there."),
        url: z.string().describe("The address of the services."),
        changeset: moment.describe("Time of the last change."),
        type: z.enum(["production", "test"]).describe("In use, or for trials."),
        formats: z.array(z.string()).describe("The formats that it answers in."),
      }),
    )
    .describe("Addresses of the services."),
});

const words = (what: string) => z.string().optional().describe(what);
/** The form of a request, field by field. Forms of city systems bring fields of their own beside these, which are left. */
export const open311RequestForm = z.object({
  service_code: z.string().describe("The service, as the list of services names it."),
  lat: words("Latitude in degrees, WGS 84. A request needs a place: `lat` and `long`, `address_string` or `address_id`."),
  long: words("Longitude in degrees, WGS 84."),
  address_string: words("The place in words."),
  address_id: words("The place by a number of the sender."),
  description: words("The report, 4,000 letters at most."),
  media_url: words("The address of a picture; up to three."),
  first_name: words("The first name of the resident."),
  last_name: words("The last name of the resident."),
  email: words("The resident's address for mail."),
  phone: words("The resident's telephone."),
  account_id: words("The resident, as the sender numbers people."),
  device_id: words("The resident's device, as the sender numbers devices."),
  api_key: words("The key, where it stands in no header."),
  locale: words("The language of words and answer: `ar`, `fr`, `en`."),
  jurisdiction_id: words("May end in the language, where a client has no `locale`."),
  "attribute[happened_at]": words("Time of the event: a day, or ISO 8601."),
  "attribute[sort]": words("`information` or `complaint`."),
  "attribute[fixmystreet_id]": words("The sender's own number of the request: it is taken once."),
});

/** The form of an update. */
export const open311UpdateForm = z.object({
  service_request_id: z.string().describe("The request."),
  update_id: words("The sender's own number of the update: it is taken once."),
  updated_datetime: words("Time of writing."),
  status: words("State of the request at the sender; `OPEN` asks the room to look again."),
  description: words("The words of the update."),
  media_url: words("The address of a picture; up to three."),
  api_key: words("The key, where it stands in no header."),
});

import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from "@valibot/to-json-schema";
import type * as v from "valibot";
import * as answers from "../protocol/answers.ts";
import { Command } from "../protocol/commands.ts";
import { DirectRequest } from "../protocol/direct.ts";
import { Listing } from "../protocol/directory.ts";
import { AnyDurable, KnownEvent, Leader, Reader, Reactions, Silence, Welcome } from "../protocol/events.ts";
import { User, You } from "../protocol/fields.ts";
import { Conversation, InboxCommand, MentionEntry } from "../protocol/inbox.ts";
import { EnterRequest } from "../protocol/membership.ts";
import { AuditEntry, Invitation, ReportEntry, Sanction } from "../protocol/records.ts";
import { CloseRequest, LastNotice, NoticeRequest, RoomEntry, RoomInspection, RoomList } from "../protocol/operator.ts";
import { MessageRequest, RoomRequest, SessionRequest } from "../protocol/requests.ts";
import { Settings, SettingsChange } from "../protocol/setting-rules.ts";
import { ExportEnd, ExportHeader } from "../protocol/transfer.ts";
import type { Schema } from "./openapi.ts";
import { FIELD_WORDS } from "./field-words.ts";
import { SCHEMA_WORDS } from "./schema-words.ts";
import { VALUE_WORDS } from "./value-words.ts";

/** What is called otherwise than its type, for another has that name. */
const EVENT_NAMES: Readonly<Record<string, string>> = { error: "ErrorEvent" };

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The schemas that validate, by the names that they are known by to readers. */
function named(): Record<string, v.GenericSchema> {
  const { counts: Counts, cost: Cost, prices: Prices } = answers.RoomStats.entries;
  const events = KnownEvent.options.map((event): [string, v.GenericSchema] => {
    const type = event.entries.type.literal;
    return [EVENT_NAMES[type] ?? capitalised(type), event];
  });
  const commands = Command.options.map((command): [string, v.GenericSchema] => {
    return [`${capitalised(command.entries.type.literal)}Command`, command];
  });
  const inboxCommands = InboxCommand.options.map((command): [string, v.GenericSchema] => {
    return [`Inbox${capitalised(command.entries.type.literal)}Command`, command];
  });
  return {
    ...answers,
    SessionRequest,
    RoomRequest,
    EnterRequest,
    MessageRequest,
    DirectRequest,
    InboxCommand,
    ...Object.fromEntries(inboxCommands),
    Conversation,
    MentionEntry,
    Listing,
    Settings,
    SettingsChange,
    ExportHeader,
    ExportEnd,
    RoomList,
    RoomEntry,
    RoomInspection,
    LastNotice,
    CloseRequest,
    NoticeRequest,
    Reader,
    Leader,
    Invitation,
    Sanction,
    Silence,
    ReportEntry,
    AuditEntry,
    User,
    You,
    Counts,
    Cost,
    Prices,
    Reactions,
    Limits: Welcome.entries.limits,
    Event: KnownEvent,
    LaterEvent: AnyDurable,
    ...Object.fromEntries(events),
    Command,
    ...Object.fromEntries(commands),
  };
}

/** The name of a schema in the document. */
export type SchemaName =
  | keyof typeof answers
  | "Message"
  | "MessageRequest"
  | "SessionRequest"
  | "RoomRequest"
  | "EnterRequest"
  | "ExportHeader"
  | "ExportEnd"
  | "DirectRequest"
  | "RoomList"
  | "RoomInspection"
  | "LastNotice"
  | "CloseRequest"
  | "NoticeRequest"
  | "InboxCommand"
  | "Event"
  | "Command"
  | "Ack";

/** How one schema refers to another. */
export const refTo = (name: SchemaName): Schema => ({ $ref: `${REF}${name}` });
const REF = "#/components/schemas/";

const CONFIG: ConversionConfig = {
  target: "draft-2020-12",
  // What a client may send, and what it is sent: both are what goes in, before anything is trimmed or normalised.
  typeMode: "input",
  // Their limits are in the descriptions: JSON Schema does not count graphemes or bytes.
  ignoreActions: ["check", "raw_check", "raw_transform"],
  overrideRef: ({ referenceId }) => REF + referenceId,
  overrideSchema: ({ valibotSchema, jsonSchema }) => {
    if (valibotSchema.type === "variant") return withDiscriminator(jsonSchema);
    const words = VALUE_WORDS.get(valibotSchema);
    return words && { ...jsonSchema, ...words };
  },
};

/** Which alternative it is, its `type` says. */
function withDiscriminator(schema: Schema): Schema {
  return Object.assign(schema, { discriminator: { propertyName: "type" } });
}

/** Every named schema, with words for each field. */
export function namedSchemas(): Record<string, Schema> {
  const schemas: Record<string, Schema> = toJsonSchemaDefs(named(), CONFIG);
  for (const [name, schema] of Object.entries(schemas)) {
    schema.description ??= SCHEMA_WORDS[name];
    describeFields(schema, name);
    mapTypes(schema, schemas);
  }
  return schemas;
}

/** Gives each field that has no description the words for it. */
function describeFields(schema: Schema, path: string): void {
  if (schema.required?.length === 0) delete schema.required;
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (typeof field === "boolean") continue;
    const key = `${path}.${name}`;
    field.description ??= FIELD_WORDS[key] ?? FIELD_WORDS[name];
    describeFields(field, key);
  }
}

/** Says which `type` is which schema, where they are not called the same. */
function mapTypes(schema: Schema & { discriminator?: object }, schemas: Record<string, Schema>): void {
  if (!schema.discriminator) return;
  const mapping: Record<string, string> = {};
  for (const option of schema.oneOf ?? []) {
    const { $ref = "" } = typeof option === "boolean" ? {} : option;
    const type = schemas[$ref.slice(REF.length)]?.properties?.["type"];
    if (typeof type === "object") mapping[String(type.const)] = $ref;
  }
  Object.assign(schema.discriminator, { mapping });
}

/** A schema without a name: a number where a text becomes one, as in addresses, else what goes in. */
export function schemaOf(schema: v.GenericSchema): Schema {
  const { $schema: _, ...output } = toJsonSchema(schema, { ...CONFIG, typeMode: "output", errorMode: "ignore" });
  if (output.type === "integer") {
    return output.default === undefined ? output : { ...output, default: Number(output.default) };
  }
  const { $schema: __, ...input } = toJsonSchema(schema, CONFIG);
  return input;
}

import { Validator } from "@seriousme/openapi-schema-validator";
import type * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { describeApi } from "../../src/api-docs/document.ts";
import * as examples from "../../src/api-docs/examples.ts";
import type { Operation, Schema } from "../../src/api-docs/openapi.ts";
import { FIELD_WORDS } from "../../src/api-docs/field-words.ts";
import { SCHEMA_WORDS } from "../../src/api-docs/schema-words.ts";
import * as answers from "../../src/protocol/answers.ts";
import { CloseRequest, LastNotice, NoticeRequest, RoomInspection, RoomList } from "../../src/protocol/operator.ts";
import { ERROR_STATUS, isErrorCode } from "../../src/protocol/errors.ts";
import { DirectRequest } from "../../src/protocol/direct.ts";
import { InboxCommand } from "../../src/protocol/inbox.ts";
import { Command } from "../../src/protocol/commands.ts";
import { Ack, Message } from "../../src/protocol/events.ts";
import { EnterRequest } from "../../src/protocol/membership.ts";
import { MessageRequest, RoomRequest, SessionRequest } from "../../src/protocol/requests.ts";
import { fits } from "../support/fits.ts";

const ORIGIN = "https://chat.example";
const document = describeApi(ORIGIN, {});
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Operation })),
);

/** Every schema with its address in the document, those inside others too. */
function* schemasIn(value: unknown, path: string): Generator<[string, Schema]> {
  if (typeof value !== "object" || value === null) return;
  if ("properties" in value || "type" in value || "$ref" in value) yield [path, value as Schema];
  for (const [name, part] of Object.entries(value)) {
    if (name !== "examples") yield* schemasIn(part, `${path}/${name}`);
  }
}

/** An operation's parameters: their schemas, by their names. */
function parametersOf(id: string): Record<string, Schema> {
  const { operation } = operations.find((one) => one.operation.operationId === id)!;
  return Object.fromEntries(operation.parameters.map(({ name, schema }) => [name, schema]));
}

describe("the OpenAPI document", () => {
  it("is valid, version 3.1", async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>)).toEqual({
      valid: true,
    });
    expect(validator.version).toBe("3.1");
  });

  it("refers only to what is there", () => {
    for (const [path, { $ref }] of schemasIn(document, "#")) {
      if ($ref === undefined) continue;
      expect(document.components.schemas, path).toHaveProperty([$ref.replace("#/components/schemas/", "")]);
    }
  });

  it("has every address of the API, and no other", async () => {
    // What only the runtime has is not needed to know the routes.
    vi.doMock("cloudflare:workers", () => ({ DurableObject: Object }));
    const path = "../../src/routes/app.ts";
    const { app } = (await import(path)) as { app: { routes: { method: string; path: string }[] } };
    // A page to read the document is not in it; what stands for several addresses is no address.
    const routed = app.routes
      .filter((route) => route.path.startsWith("/api/") && route.path !== "/api/" && !route.path.includes("*"))
      // The socket's address answers every method: all but one with what it is for.
      .map((route) => `${route.method === "ALL" ? "GET" : route.method} ${route.path.replace(/:(\w+)/g, "{$1}")}`);
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(described.sort()).toEqual([...new Set(routed)].sort());
  });

  it("has words for every schema, field and parameter", () => {
    const wordless: string[] = [];
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      if (!schema.description) wordless.push(name);
      for (const [path, { properties = {} }] of schemasIn(schema, name)) {
        for (const [field, { description }] of Object.entries(properties as Record<string, Schema>)) {
          if (!description) wordless.push(`${path}.${field}`);
        }
      }
    }
    for (const { operation } of operations) {
      for (const { name, description } of operation.parameters) {
        if (!description) wordless.push(`${operation.operationId} ${name}`);
      }
    }
    expect(wordless).toEqual([]);
  });

  it("has no words for what is not there", () => {
    const { schemas } = document.components;
    expect(Object.keys(SCHEMA_WORDS).sort()).toEqual(Object.keys(schemas).sort());
    const used = new Set<string | undefined>();
    for (const [, { properties = {} }] of schemasIn(schemas, "#")) {
      for (const field of Object.values(properties as Record<string, Schema>)) used.add(field.description);
    }
    expect(Object.keys(FIELD_WORDS).filter((key) => !used.has(FIELD_WORDS[key]))).toEqual([]);
  });

  it("each operation is named, tagged, limited and shown; each error stands under its status", () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    const tags = document.tags.map(({ name }) => name);
    for (const { path, operation } of operations) {
      expect(tags).toEqual(expect.arrayContaining([...operation.tags]));
      expect(operation["x-codeSamples"][0]?.source).toContain(path.replace("{room}", examples.ROOM));
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        if (status < "400") continue;
        for (const code of Object.keys(content["application/json"]?.examples ?? {})) {
          expect(isErrorCode(code) && ERROR_STATUS[code], `${operation.operationId} ${code}`).toBe(Number(status));
        }
      }
    }
  });

  it("has the limits of the schemas that requests are checked by", () => {
    expect(parametersOf("listMessages")).toMatchObject({
      limit: { type: "integer", minimum: 1, maximum: 100, default: 50 },
      before: { type: "integer", minimum: 0 },
      q: { type: "string" },
    });
    expect(parametersOf("readEvents")).toMatchObject({
      wait: { type: "integer", minimum: 0, maximum: 25, default: 0 },
      format: { enum: ["sse", "ndjson", "text", "json"] },
    });
    const { MessageRequest: message } = document.components.schemas;
    expect(message).toMatchObject({ required: ["text"], properties: { replyTo: { type: "integer", minimum: 0 } } });
    expect(message?.properties).not.toHaveProperty("type");
  });

  it("tells what this server's operator has set", () => {
    const unlimited = describeApi(ORIGIN, { MESSAGE_RATE: "0", HEARTBEAT_MS: "6000" });
    const texts = JSON.stringify(unlimited.paths);
    expect(texts).toContain("There is no limit to how many one sends.");
    expect(texts).toContain("say it every 6 s");
    expect(unlimited.servers[0]?.url).toBe(ORIGIN);
  });
});

it("each example in it is what its schema says", () => {
  const schemas: Readonly<Record<string, v.GenericSchema>> = {
    ...answers,
    CloseRequest,
    LastNotice,
    NoticeRequest,
    RoomInspection,
    RoomList,
    Ack,
    Command,
    Message,
    MessageRequest,
    DirectRequest,
    InboxCommand,
    RoomRequest,
    EnterRequest,
    SessionRequest,
  };
  let count = 0;
  for (const { operation } of operations) {
    for (const { content = {} } of [...Object.values(operation.responses), operation.requestBody ?? {}]) {
      const { schema, examples = {} } = content["application/json"] ?? { schema: {} };
      const options = (schema.anyOf ?? [schema]) as Schema[];
      const names = options.map(({ $ref = "" }) => $ref.slice($ref.lastIndexOf("/") + 1));
      for (const { value } of Object.values(examples)) {
        const isFitting = names.some((name) => fits(schemas[name]!, value));
        expect(isFitting, `${operation.operationId}: ${JSON.stringify(value)}`).toBe(true);
        count++;
      }
    }
  }
  expect(count).toBeGreaterThan(operations.length);
});

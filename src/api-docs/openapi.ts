import type { JsonSchema } from "@valibot/to-json-schema";

/** OpenAPI 3.1, as far as this API needs it. */

export interface Schema extends JsonSchema {
  /** Of a text in `contentMediaType`: what it holds. */
  contentSchema?: Schema;
}

/** A value that shows what something looks like. */
export interface Example {
  readonly summary?: string;
  readonly value: unknown;
}

export interface MediaType {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, Example>>;
}

export type Content = Readonly<Record<string, MediaType>>;

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
}

export interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>;
  readonly content?: Content;
}

/** How to ask for it, ready to paste. */
interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly description: string; readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
  /** Known to most readers of OpenAPI documents. */
  readonly "x-codeSamples": readonly CodeSample[];
}

export type Method = "get" | "post" | "delete";
export type PathItem = Readonly<Partial<Record<Method, Operation>>>;

interface SecurityScheme {
  readonly type: "http" | "apiKey";
  readonly scheme?: "bearer";
  readonly bearerFormat?: "JWT";
  readonly in?: "query";
  readonly name?: string;
  readonly description: string;
}

/** A tag, which gathers operations. */
export interface Tag {
  readonly name: string;
  readonly description: string;
}

export interface Document {
  readonly openapi: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly summary: string;
    readonly description: string;
    readonly license: { readonly name: string; readonly identifier: string };
  };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly Tag[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

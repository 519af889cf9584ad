/** Something inside a line. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "emphasis" | "strong" | "deleted" | "spoiler"; readonly inlines: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly inlines: readonly Inline[] };

/** What has lines of its own. */
export type Block =
  | { readonly kind: "paragraph" | "heading"; readonly inlines: readonly Inline[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly ListItem[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string };

/** One point of a list. */
export interface ListItem {
  /** What was typed before it, in an ordered list. */
  readonly number: number | undefined;
  readonly blocks: readonly Block[];
}
